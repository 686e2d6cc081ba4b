import type { Json } from '../apply/json-value';
import { withLastApplied } from '../apply/last-applied';
import { outcomePrinter } from '../apply/outcome';
import { applyOverrides, overrideFlags } from '../apply/overrides';
import { dryRunOf, writeFlags, writeQuery } from '../apply/write-flags';
import { failure, usageError } from '../cli-error';
import { filenameFlags } from '../flag-sets';
import type { KubeDocument } from '../kube-document';
import type { Flag, Flags, Invocation, Verb } from '../kubectl.types';
import { pathOf } from '../resource/rest-mapper';
import { chosenBy, type Found, forEachObject } from './change-objects';
import { saveConfigFlag } from './create/create-subcommand';
import { checkExposable, portsOf, selectorOf } from './expose-introspection';

/** `kubectl expose` (k8s.io/kubectl/pkg/cmd/expose/expose.go): a service out of what it is to stand before. */
const strings: Readonly<Record<string, string>> = {
  name: 'The name of the service.',
  port: 'The port of the service.',
  type: 'ClusterIP, NodePort, LoadBalancer or ExternalName.',
  'target-port': 'The port of the containers, by number or name.',
  protocol: 'TCP, UDP or SCTP.',
  selector: 'The labels of its Pods, instead of those found.',
  'external-ip': 'An address outside of the cluster that leads to it, too.',
  'load-balancer-ip': 'The address of the load balancer.',
  'session-affinity': 'None or ClientIP.',
  'cluster-ip': 'An address of its own, or None for a headless service.',
};

export const expose: Verb = {
  name: 'expose',
  completes: 'resources',
  summary:
    'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service.',
  usage:
    'kubectl expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
  flags: [
    ...Object.entries(strings).map(([name, usage]): Flag => ({ name, type: 'string', usage })),
    { name: 'labels', short: 'l', type: 'string', usage: 'The labels of the service.' },
    ...filenameFlags,
    ...overrideFlags,
    ...writeFlags('kubectl-expose'),
    saveConfigFlag,
  ],
  run: (invocation) => {
    const dryRun = dryRunOf(invocation);
    const print = outcomePrinter(invocation, 'exposed', dryRun, dryRun === 'client');
    return forEachObject(invocation, chosenBy(invocation, invocation.args), (found) => {
      const { client, namespace, flags } = invocation;
      let service: Json = serviceFor(invocation, found);
      service = applyOverrides(invocation, service);
      if (dryRun !== 'client') {
        if (flags.bool('save-config')) service = withLastApplied(service, true);
        service = client.request({
          method: 'POST',
          path: pathOf({ group: '', version: 'v1', plural: 'services', isNamespaced: true }, namespace),
          query: writeQuery(invocation, dryRun),
          body: service,
        }) as Json;
      }
      print(service);
    });
  },
};

function serviceFor(invocation: Invocation, { mapping, name, object }: Found): Json {
  const { flags, namespace, isNamespaceGiven } = invocation;
  checkExposable(mapping.kind, mapping.group === '' ? mapping.kind : `${mapping.kind}.${mapping.group}`);
  const selector =
    flags.string('selector') === ''
      ? found(invocation, 'selectors via --selector', () => selectorOf(object))
      : labelsOf(flags, 'selector');
  const isHeadless = flags.string('cluster-ip') === 'None';
  const ports = portsFor(invocation, object, isHeadless);
  const labels = flags.string('labels') === '' ? object.metadata?.labels : labelsOf(flags, 'labels');
  const given = (flag: string, field: string) => flags.string(flag) !== '' && { [field]: flags.string(flag) };
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: {
      name: flags.string('name') || name.slice(0, 63),
      ...(isNamespaceGiven && { namespace }),
      ...(labels && Object.keys(labels).length > 0 && { labels }),
    },
    spec: {
      ...(ports.length > 0 && { ports }),
      selector,
      ...given('cluster-ip', 'clusterIP'),
      ...given('type', 'type'),
      ...(flags.string('external-ip') !== '' && { externalIPs: [flags.string('external-ip')] }),
      ...affinityOf(flags),
      ...given('load-balancer-ip', 'loadBalancerIP'),
    },
    status: { loadBalancer: {} },
  };
}

function affinityOf(flags: Flags) {
  const value = flags.string('session-affinity');
  if (value === '') return {};
  if (value !== 'None' && value !== 'ClientIP') throw new Error(`unknown session affinity: ${value}`);
  return { sessionAffinity: value };
}

function found<T>(invocation: Invocation, what: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw usageError(
      invocation,
      `couldn't retrieve ${what} flag or introspection: ${(error as Error).message}`,
    );
  }
}

function labelsOf(flags: Flags, flag: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const pair of flags.string(flag).split(',')) {
    const parts = pair.split('=');
    if (parts.length !== 2) throw new Error(`unexpected label spec: ${pair}`);
    labels[parts[0] ?? ''] = parts[1] ?? '';
  }
  return labels;
}

function portsFor(invocation: Invocation, object: KubeDocument, isHeadless: boolean): Json[] {
  const { flags } = invocation;
  const all = portsOf(object);
  const given = flags.string('port');
  const texts = given === '' ? [...new Set(all.map(({ port }) => String(port)))] : given.split(',');
  if (texts.length === 0 && !isHeadless)
    throw usageError(invocation, "couldn't find port via --port flag or introspection");
  const target = flags.string('target-port');
  return texts.flatMap((text, index) => {
    const port = parsePort(text);
    const known = [
      ...new Set(all.filter((each) => String(each.port) === text).map(({ protocol }) => protocol)),
    ];
    const own = flags.string('protocol');
    const protocols = own !== '' ? [own] : known.length > 0 ? known : ['TCP'];
    return protocols.map((protocol) => ({
      ...((texts.length > 1 || protocols.length > 1) && {
        name: protocols.length > 1 ? `port-${index + 1}-${protocol.toLowerCase()}` : `port-${index + 1}`,
      }),
      protocol,
      port,
      targetPort: target === '' ? port : /^\d+$/.test(target) ? Number(target) : target,
    }));
  });
}

function parsePort(text: string): number {
  if (!/^[+-]?\d+$/.test(text))
    throw failure(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}
