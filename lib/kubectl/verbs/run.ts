import { type Json, withAt } from '../apply/json-value';
import { withLastApplied } from '../apply/last-applied';
import { outcomePrinter } from '../apply/outcome';
import { applyOverrides, overrideFlags } from '../apply/overrides';
import { dryRunOf, writeFlags, writeQuery } from '../apply/write-flags';
import { Aggregate, failure, usageError } from '../cli-error';
import { filenameFlags } from '../flag-sets';
import type { Flag, Invocation, Verb } from '../kubectl.types';
import { pathOf } from '../resource/rest-mapper';
import { saveConfigFlag } from './create/create-subcommand';
import { deletionFlags } from './delete-objects';
import { attachToRun, refuseInteractive } from './run-attach';

/** `kubectl run` (k8s.io/kubectl/pkg/cmd/run/run.go). Left out: --filename, --detach-keys. */
const texts: Readonly<Record<string, string>> = {
  image: 'The image of the container.',
  'image-pull-policy': 'Always, IfNotPresent or Never.',
  port: 'The port the container listens on.',
  restart: 'Always, OnFailure or Never.',
};
const switches: Readonly<Record<string, string>> = {
  attach: 'Wait for the Pod and show what it writes.',
  command: 'What is behind -- takes the place of the image’s command.',
  expose: 'Make a service for it, too.',
  'leave-stdin-open': 'Leave the input open.',
  privileged: 'Run the container with the rights of the host.',
  rm: 'Delete the Pod when it has ended.',
};

export const run: Verb = {
  name: 'run',
  summary: 'Run a particular image on the cluster.',
  usage:
    'kubectl run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  flags: [
    ...Object.entries(texts).map(
      ([name, usage]): Flag => ({ name, type: 'string', usage, isRequired: name === 'image' }),
    ),
    ...Object.entries(switches).map(([name, usage]): Flag => ({ name, type: 'bool', usage })),
    { name: 'annotations', type: 'strings', usage: 'Annotations of the Pod.' },
    { name: 'env', type: 'strings', usage: 'A variable and its value: key=value.' },
    { name: 'labels', short: 'l', type: 'string', usage: 'Labels of the Pod, instead of run=NAME.' },
    { name: 'stdin', short: 'i', type: 'bool', usage: 'Keep the input open.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Give it a terminal.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'Only the output of the container.' },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: 60_000,
      usage: 'How long to wait until it runs.',
    },
    ...filenameFlags,
    ...deletionFlags,
    ...overrideFlags,
    ...writeFlags('kubectl-run'),
    saveConfigFlag,
  ],
  *run(invocation) {
    const { flags } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = outcomePrinter(invocation, 'created', dryRun, dryRun === 'client');
    const pod = podFor(invocation);
    const isAttached = flags.bool('attach') || flags.bool('stdin');
    if (isAttached) refuseInteractive(invocation);
    const created = [create(invocation, 'pods', applyOverrides(invocation, pod))];
    const errors: Error[] = [];
    if (flags.bool('expose')) {
      try {
        created.push(create(invocation, 'services', serviceFor(invocation, pod)));
      } catch (error) {
        if (!(error instanceof Error) || error instanceof TypeError) throw error;
        errors.push(error);
      }
    }
    if (isAttached) return yield* attachToRun(invocation, created);
    // The service comes first, and in YAML there is a line more between them.
    for (const [index, object] of created.reverse().entries()) {
      if (index > 0 && flags.string('output') === 'yaml') invocation.out('---\n');
      print(object);
    }
    if (errors.length > 0) throw new Aggregate(errors);
    return 0;
  },
};

const image =
  /^[a-zA-Z0-9][\w.:-]*(\/[a-z0-9][\w.-]*)*(:[\w][\w.-]{0,127})?(@[A-Za-z][\w+.-]*:[0-9a-fA-F]{32,})?$/;

function check(invocation: Invocation): void {
  const { flags, args, argsAfterDashes = [] } = invocation;
  const policy = flags.string('image-pull-policy');
  const restart = flags.string('restart');
  if (restart !== '' && !['Always', 'OnFailure', 'Never'].includes(restart))
    throw usageError(invocation, `invalid restart policy: ${restart}`);
  if (policy !== '' && !['Always', 'IfNotPresent', 'Never'].includes(policy))
    throw usageError(invocation, `invalid image pull policy: ${policy}`);
  if (args.length - argsAfterDashes.length === 0) throw usageError(invocation, 'NAME is required for run');
  if (args[0] === '') throw failure('Parameter: name is required');
  if (flags.string('image') === '') throw failure('--image is required');
  if (!image.test(flags.string('image')))
    throw failure(`Invalid image name ${JSON.stringify(flags.string('image'))}: invalid reference format`);
  if (flags.bool('tty') && !flags.bool('stdin'))
    throw usageError(invocation, '-i/--stdin is required for containers with -t/--tty=true');
  if (flags.bool('expose') && flags.string('port') === '')
    throw usageError(invocation, '--port must be set when exposing a service');
  const isAttached = flags.bool('attach') || flags.bool('stdin');
  if (!isAttached && flags.bool('rm'))
    throw usageError(invocation, '--rm should only be used for attached containers');
  if (isAttached && flags.string('dry-run') !== 'none')
    throw usageError(
      invocation,
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
}

function podFor(invocation: Invocation): Json {
  const { flags, args, namespace, isNamespaceGiven } = invocation;
  check(invocation);
  const [name = '', ...command] = args;
  const given = pairsOf(flags.string('labels'));
  const annotations = flags.strings('annotations').map((pair) => {
    const at = pair.indexOf('=');
    if (at <= 0) throw failure(`invalid annotations format: ${pair}`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  const env = flags.strings('env').map((pair) => {
    const at = pair.indexOf('=');
    const key = pair.slice(0, at);
    if (at <= 0 || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(key)) throw failure(`invalid env: ${pair}`);
    return { name: key, ...(at < pair.length - 1 && { value: pair.slice(at + 1) }) };
  });
  const isInput = flags.bool('stdin');
  const restart = flags.string('restart') || 'Always';
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      ...(isNamespaceGiven && { namespace }),
      labels: given ?? { run: name },
      ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }),
    },
    spec: {
      containers: [
        {
          name,
          image: flags.string('image'),
          ...(command.length > 0 && { [flags.bool('command') ? 'command' : 'args']: command }),
          ...(flags.string('port') !== '' && { ports: [{ containerPort: portOf(flags.string('port')) }] }),
          ...(env.length > 0 && { env }),
          resources: {},
          ...(flags.string('image-pull-policy') !== '' && {
            imagePullPolicy: flags.string('image-pull-policy'),
          }),
          ...(flags.bool('privileged') && { securityContext: { privileged: true } }),
          ...(isInput && { stdin: true, ...(!flags.bool('leave-stdin-open') && { stdinOnce: true }) }),
          ...(flags.bool('tty') && { tty: true }),
        },
      ],
      restartPolicy: restart,
      dnsPolicy: 'ClusterFirst',
    },
    status: {},
  };
}

function portOf(text: string): number {
  if (!/^[+-]?\d+$/.test(text))
    throw failure(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

function pairsOf(text: string): Record<string, string> | undefined {
  if (text === '') return undefined;
  const pairs: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const [key = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0) throw failure(`unexpected label spec: ${pair}`);
    if (key === '') throw failure('unexpected empty label key');
    pairs[key] = value;
  }
  return pairs;
}

function serviceFor({ flags, namespace, isNamespaceGiven }: Invocation, pod: Json): Json {
  const { name, labels } = pod.metadata as { name: string; labels: Record<string, string> };
  const port = portOf(flags.string('port'));
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: {
      name,
      ...(isNamespaceGiven && { namespace }),
      ...(flags.string('labels') !== '' && { labels }),
    },
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector: labels },
    status: { loadBalancer: {} },
  };
}

function create(invocation: Invocation, plural: string, object: Json): Json {
  const { client, namespace, flags } = invocation;
  const dryRun = dryRunOf(invocation);
  if (dryRun === 'client') return object;
  const body = flags.bool('save-config') ? withLastApplied(object, true) : object;
  return client.request({
    method: 'POST',
    path: pathOf({ group: '', version: 'v1', plural, isNamespaced: true }, namespace),
    query: writeQuery(invocation, dryRun),
    body: withAt(body, ['metadata', 'namespace'], namespace),
  }) as Json;
}
