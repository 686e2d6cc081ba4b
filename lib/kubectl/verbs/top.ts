import type { NodeMetrics, PodMetrics } from '../../cluster/api/autoscaling';
import type { Node } from '../../cluster/api/core';
import { milliValue, parseQuantity } from '../../cluster/api/quantity';
import { parseTimestamp } from '../../cluster/api/time';
import { failure, usageError } from '../cli-error';
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from '../flag-sets';
import type { Flag, Invocation, Verb } from '../kubectl.types';
import { goSort } from '../printers/go-sort';
import { TabWriter } from '../printers/tab-writer';
import { discovered, type Mapping } from '../resource/discovery';
import { listItems } from '../resource/list-items';
import { mappingFor, pathOf } from '../resource/rest-mapper';

/** kubectl top (kubectl/pkg/cmd/top, pkg/metricsutil): what metrics-server measured last. */
interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

const shared: readonly Flag[] = [
  { name: 'no-headers', type: 'bool', usage: 'Leave the header line out.' },
  selectorFlag,
  { name: 'show-swap', type: 'bool', isNotSimulated: true, usage: 'Show swap (not simulated).' },
  { name: 'sort-by', type: 'string', usage: 'cpu or memory.' },
  { name: 'use-protocol-buffers', type: 'bool', default: true, usage: 'Has no effect here.' },
];

const usageOf = (usage: Readonly<Record<string, string>>): Usage => ({
  cpu: milliValue(usage.cpu),
  memory: parseQuantity(usage.memory),
});

const sum = (all: readonly Usage[]): Usage => ({
  cpu: all.reduce((total, { cpu }) => total + cpu, 0),
  memory: all.reduce((total, { memory }) => total + memory, 0),
});

/** By --sort-by from the largest on, else by name. */
function sorted<T>(
  items: readonly T[],
  by: string,
  usage: (item: T) => Usage,
  name: (item: T) => string,
): T[] {
  return goSort(items, (a, b) => {
    if (by === 'cpu') return usage(a).cpu > usage(b).cpu;
    if (by === 'memory') return usage(a).memory > usage(b).memory;
    return name(a) < name(b);
  });
}

function check({ flags }: Invocation, names: readonly string[]): void {
  if (!['', 'cpu', 'memory'].includes(flags.string('sort-by')))
    throw failure('--sort-by accepts only cpu or memory');
  if (names.length > 0 && flags.string('selector') !== '')
    throw failure('only one of NAME or selector can be provided');
}

function metricsMapping({ client }: Invocation, plural: string): Mapping {
  const found = discovered(client, true).find(
    (each) => each.group === 'metrics.k8s.io' && each.plural === plural,
  );
  if (found === undefined) throw failure('Metrics API not available');
  return found;
}

/** Every row ends in a tab, as upstream: its last column is padded, too. */
function writerOf({ out, flags }: Invocation, header: readonly string[]): TabWriter {
  const writer = new TabWriter(out);
  if (!flags.bool('no-headers')) writer.row([...header, '']);
  return writer;
}

const memoryText = (bytes: number) => `${Math.trunc(bytes / 2 ** 20)}Mi`;

function runNodes(invocation: Invocation): number {
  const { args, flags, client } = invocation;
  if (args.length > 1) throw usageError(invocation, 'node [NAME | -l label]');
  check(invocation, args);
  const mapping = metricsMapping(invocation, 'nodes');
  const [name] = args;
  const selector = flags.string('selector');
  const metrics = (
    !name
      ? listItems({ client }, { mapping, namespace: '' }, { selector })
      : [client.get(pathOf(mapping, '', name))]
  ) as NodeMetrics[];
  if (metrics.length === 0) throw failure('metrics not available yet');
  const nodesMapping = mappingFor(client, 'nodes');
  const nodes = (!name
    ? listItems({ client }, { mapping: nodesMapping, namespace: '' }, { selector })
    : [client.get(pathOf(nodesMapping, '', name))]) as unknown as Node[];
  const writer = writerOf(invocation, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)']);
  const available = (node: Node | undefined) =>
    usageOf((flags.bool('show-capacity') ? node?.status.capacity : node?.status.allocatable) ?? {});
  const measured = sorted(
    metrics,
    flags.string('sort-by'),
    ({ usage }) => usageOf(usage),
    ({ metadata }) => metadata.name,
  );
  for (const { metadata, usage } of measured) {
    const own = usageOf(usage);
    const all = available(nodes.find((node) => node.metadata.name === metadata.name));
    const share = (part: number, whole: number) => `${Math.trunc((part / whole) * 100)}%`;
    writer.row([
      metadata.name,
      `${own.cpu}m`,
      share(own.cpu, all.cpu),
      memoryText(own.memory),
      share(own.memory, all.memory),
      '',
    ]);
  }
  for (const { metadata } of nodes)
    if (!metrics.some((each) => each.metadata.name === metadata.name))
      writer.row([metadata.name, ...Array.from({ length: 4 }, () => '<unknown>'), '']);
  writer.flush();
  return 0;
}

function runPods(invocation: Invocation): number {
  const { args, flags, client, namespace, err } = invocation;
  if (args.length > 1) throw usageError(invocation, 'pod [NAME | -l label]');
  check(invocation, args);
  const mapping = metricsMapping(invocation, 'pods');
  const [name] = args;
  const isEverywhere = flags.bool('all-namespaces');
  const scope = isEverywhere ? '' : namespace;
  const query = { selector: flags.string('selector'), fieldSelector: flags.string('field-selector') };
  const metrics = (
    !name
      ? listItems({ client }, { mapping, namespace: scope }, query)
      : [client.get(pathOf(mapping, namespace, name))]
  ) as PodMetrics[];
  if (metrics.length === 0) {
    verifyEmptyMetrics(invocation, scope, query);
    err(isEverywhere ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
    return 0;
  }
  printPods(invocation, metrics);
  return 0;
}

/** Pods that should have been measured by now are an error. */
function verifyEmptyMetrics(
  { client, host }: Invocation,
  namespace: string,
  query: { readonly selector: string; readonly fieldSelector: string },
): void {
  const pods = listItems({ client }, { mapping: mappingFor(client, 'pods'), namespace }, query);
  for (const { metadata } of pods) {
    const ageMs = host.epochNowMs() - parseTimestamp(String(metadata?.creationTimestamp));
    if (ageMs > 120_000)
      throw failure(
        `Metrics not available for pod ${metadata?.namespace}/${metadata?.name}, age: ${ageMs / 1000}s`,
      );
  }
  if (pods.length > 0) throw failure('metrics not available yet');
}

function printPods(invocation: Invocation, metrics: readonly PodMetrics[]): void {
  const { flags } = invocation;
  const isEverywhere = flags.bool('all-namespaces');
  const byContainer = flags.bool('containers');
  const header = [...(isEverywhere ? ['NAMESPACE'] : []), ...(byContainer ? ['POD', 'NAME'] : ['NAME'])];
  const writer = writerOf(invocation, [...header, 'CPU(cores)', 'MEMORY(bytes)']);
  const by = flags.string('sort-by');
  const total = ({ containers }: PodMetrics) => sum(containers.map(({ usage }) => usageOf(usage)));
  const key = ({ metadata }: PodMetrics) => `${isEverywhere ? metadata.namespace : ''}/${metadata.name}`;
  const cells = ({ cpu, memory }: Usage) => [`${cpu}m`, memoryText(memory), ''];
  for (const pod of sorted(metrics, by, total, key)) {
    const { metadata, containers } = pod;
    const scope = isEverywhere ? [metadata.namespace ?? ''] : [];
    if (!byContainer) writer.row([...scope, metadata.name, ...cells(total(pod))]);
    else
      for (const each of sorted(
        containers,
        by,
        ({ usage }) => usageOf(usage),
        (container) => container.name,
      ))
        writer.row([...scope, metadata.name, each.name, ...cells(usageOf(each.usage))]);
  }
  if (flags.bool('sum')) {
    const blank = header.slice(1).map(() => '');
    writer.row([...blank, '', '________', '________', '']);
    writer.row([...blank, '', ...cells(sum(metrics.map(total)))]);
  }
  writer.flush();
}

export const top: Verb = {
  name: 'top',
  summary: 'Display resource (CPU/memory) usage.',
  usage: 'kubectl top [flags] [options]',
  verbs: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      summary: 'Display resource (CPU/memory) usage of nodes.',
      usage: 'kubectl top node [NAME | -l label] [options]',
      completes: 'nodes',
      flags: [
        ...shared,
        { name: 'show-capacity', type: 'bool', usage: 'Percent of the capacity, not of the allocatable.' },
      ],
      run: runNodes,
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      summary: 'Display resource (CPU/memory) usage of pods.',
      usage: 'kubectl top pod [NAME | -l label] [options]',
      completes: 'pods',
      flags: [
        ...shared,
        allNamespacesFlag,
        fieldSelectorFlag,
        { name: 'containers', type: 'bool', usage: 'One line for each container.' },
        { name: 'sum', type: 'bool', usage: 'Add up all lines at the end.' },
      ],
      run: runPods,
    },
  ],
};
