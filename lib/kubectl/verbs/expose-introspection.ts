import { at, isMap } from '../apply/json-value';
import type { KubeDocument } from '../kube-document';

/**
 * What expose finds out about the object it is to expose (k8s.io/kubectl/pkg/polymorphichelpers: canbeexposed,
 * mapbasedselectorforobject, portsforobject, protocolsforobject).
 */
const exposed = new Set(['ReplicationController', 'Service', 'Pod', 'Deployment', 'ReplicaSet']);

/** @throws Error when a service cannot stand before this kind */
export function checkExposable(kind: string, qualified: string): void {
  if (!exposed.has(kind)) throw new Error(`cannot expose a ${qualified}`);
}

/** @throws Error with kubectl's reason when there is none, or it is more than labels */
export function selectorOf(object: KubeDocument): Readonly<Record<string, string>> {
  const { kind } = object;
  if (kind === 'Pod') {
    const { labels = {} } = object.metadata ?? {};
    if (Object.keys(labels).length === 0) throw new Error('the pod has no labels and cannot be exposed');
    return labels;
  }
  if (kind === 'Service') {
    const selector = at(object, 'spec', 'selector');
    if (!isMap(selector)) throw new Error('the service has no pod selector set');
    return selector as Record<string, string>;
  }
  const expressions = at(object, 'spec', 'selector', 'matchExpressions');
  if (Array.isArray(expressions) && expressions.length > 0)
    throw new Error(
      'couldn\'t convert expressions - "[%!v(PANIC)]" to map-based selector format'.replace(
        '[%!v(PANIC)]',
        JSON.stringify(expressions),
      ),
    );
  const labels = at(object, 'spec', 'selector', 'matchLabels');
  if (!isMap(labels) || Object.keys(labels).length === 0)
    throw new Error(
      'invalid deployment: no selectors, therefore cannot be exposed'.replace(
        'deployment',
        (kind ?? '').toLowerCase(),
      ),
    );
  return labels as Record<string, string>;
}

interface Port {
  readonly port: number;
  readonly protocol: string;
}

/** The ports of the containers, or of the service. */
export function portsOf(object: KubeDocument): Port[] {
  const spec = object.kind === 'Service' || object.kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec'];
  if (object.kind === 'Service') return portList(at(object, 'spec', 'ports'), 'port');
  const containers = at(object, ...spec, 'containers');
  return Array.isArray(containers)
    ? containers.flatMap((container: unknown) => portList(at(container, 'ports'), 'containerPort'))
    : [];
}

function portList(list: unknown, field: string): Port[] {
  if (!Array.isArray(list)) return [];
  return list.map((each: unknown) => ({
    port: Number(at(each, field)),
    protocol: String(at(each, 'protocol') ?? 'TCP'),
  }));
}
