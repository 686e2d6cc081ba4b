import { failure } from '../../cli-error';
import type { Flag, Invocation, Verb } from '../../kubectl.types';
import { createSubcommand } from './create-subcommand';

/** `kubectl create service clusterip|nodeport|loadbalancer|externalname` (pkg/cmd/create/create_service.go). */
const tcp: Flag = { name: 'tcp', type: 'strings', usage: 'Port pairs as <port>:<targetPort>.' };

const types: readonly (readonly [type: string, flags: readonly Flag[]])[] = [
  [
    'ClusterIP',
    [{ name: 'clusterip', type: 'string', usage: 'An address of your own, or None for a headless service.' }],
  ],
  ['NodePort', [{ name: 'node-port', type: 'int', usage: 'The port on every node.' }]],
  ['LoadBalancer', []],
  [
    'ExternalName',
    [{ name: 'external-name', type: 'string', isRequired: true, usage: 'The name it stands for.' }],
  ],
];

export const createService: Verb = {
  name: 'service',
  aliases: ['svc'],
  summary: 'Create a service using a specified subcommand.',
  usage: 'kubectl create service [flags] [options]',
  verbs: types.map(([type, flags]) =>
    createSubcommand({
      name: type.toLowerCase(),
      summary: `Create a ${type} service with the specified name.`,
      usage: `${type.toLowerCase()} NAME [--tcp=port:targetPort]`,
      flags: [tcp, ...flags],
      kind: ['v1', 'Service', 'services'],
      noun: `${type} service:`,
      generate: (invocation, name) => {
        const { flags: given } = invocation;
        const ports = given
          .strings('tcp')
          .flatMap((list) => list.split(','))
          .map(parsePort);
        const clusterIP = type === 'ClusterIP' ? given.string('clusterip') : '';
        const nodePort = type === 'NodePort' ? given.int('node-port') : 0;
        const externalName = type === 'ExternalName' ? externalNameOf(invocation) : '';
        if (ports.length === 0 && clusterIP !== 'None' && type !== 'ExternalName')
          throw failure('at least one tcp port specifier must be provided');
        const labels = { app: name };
        return {
          metadata: { labels },
          spec: {
            ...(ports.length > 0 && {
              ports: ports.map((port) => ({ ...port, ...(nodePort !== 0 && { nodePort }) })),
            }),
            selector: labels,
            ...(clusterIP !== '' && { clusterIP }),
            type,
            ...(externalName !== '' && { externalName }),
          },
          status: { loadBalancer: {} },
        };
      },
    }),
  ),
};

function externalNameOf({ flags }: Invocation): string {
  const name = flags.string('external-name');
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name) || name.length > 253)
    throw failure(`invalid service external name ${name}`);
  return name;
}

function parsePort(text: string) {
  const [first = '', second = first] = text.split(':');
  const port = parseUint(first);
  let targetPort: number | string = second;
  if (/^\d+$/.test(second)) {
    targetPort = parseUint(second);
    if (second !== first && (targetPort < 1 || targetPort > 65535))
      throw failure('must be between 1 and 65535, inclusive');
  }
  return { name: text.replace(/:/g, '-'), protocol: 'TCP', port, targetPort };
}

/** strconv.ParseUint with 16 bits, or as many as Go's int for a value out of range. */
function parseUint(text: string): number {
  const quoted = JSON.stringify(text);
  if (!/^\d+$/.test(text)) throw failure(`strconv.ParseUint: parsing ${quoted}: invalid syntax`);
  if (Number(text) > 65535) throw failure(`strconv.ParseUint: parsing ${quoted}: value out of range`);
  return Number(text);
}
