import { notSimulated } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation, Verb } from '../kubectl.types';

/** kubectl cluster-info (kubectl/pkg/cmd/clusterinfo). Left out: dump. */
export const clusterInfo: Verb = {
  name: 'cluster-info',
  summary:
    'Display addresses of the control plane and of services with the label kubernetes.io/cluster-service=true.',
  usage: 'kubectl cluster-info [flags] [options]',
  verbs: [
    {
      name: 'dump',
      summary: 'Dump relevant information for debugging and diagnosis (not simulated).',
      usage: 'kubectl cluster-info dump [flags] [options]',
      run() {
        throw notSimulated('cluster-info dump');
      },
    },
  ],
  run(invocation) {
    const { client, out } = invocation;
    const server = serverOf(invocation);
    const hint = "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n";
    let services: readonly Service[];
    try {
      const path = '/api/v1/namespaces/kube-system/services';
      const list = client.get(path, { labelSelector: 'kubernetes.io/cluster-service=true' });
      services = (list as { readonly items: readonly Service[] }).items;
    } catch (error) {
      out(hint);
      throw error;
    }
    out(`Kubernetes control plane is running at ${server}\n`);
    for (const service of services) out(`${nameOf(service)} is running at ${linkOf(service, server)}\n`);
    out(hint);
    return 0;
  },
};

interface Service extends KubeDocument {
  readonly spec: { readonly ports?: readonly { readonly name?: string; readonly port: number }[] };
}

/** The address of the chosen context's cluster. */
export function serverOf({ host: { config } }: Pick<Invocation, 'host'>): string {
  const context = config.contexts.find(({ name }) => name === config.currentContext);
  return config.clusters.find(({ name }) => name === context?.cluster)?.server ?? 'http://localhost:8080';
}

const nameOf = ({ metadata }: Service) => metadata?.labels?.['kubernetes.io/name'] ?? metadata?.name ?? '';

function linkOf({ metadata, spec }: Service, server: string): string {
  const [port] = spec.ports ?? [];
  const scheme = port && (port.name === 'https' || port.port === 443) ? 'https:' : '';
  const portName = port?.name ? `:${port.name}` : scheme === '' ? '' : ':';
  return `${server}/api/v1/namespaces/${metadata?.namespace}/services/${scheme}${metadata?.name}${portName}/proxy`;
}
