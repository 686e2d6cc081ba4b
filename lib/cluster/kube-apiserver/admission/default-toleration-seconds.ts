import type { Pod, Toleration } from '../../api/core';
import type { Resource } from '../../api/resource';
import { pods } from '../../api/resources';
import type { AdmissionPlugin } from './admission';

/** Every Pod may stay five minutes on a node that is not ready or not reachable (plugin/pkg/admission/defaulttolerationseconds). */
const stay: readonly Toleration[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map(
  (key) => Object.freeze({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }),
);

export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit: ({ operation, resource, object }) => {
    if (operation === 'DELETE' || resource !== (pods as Resource)) return object;
    const pod = object as Pod;
    const given = pod.spec.tolerations ?? [];
    const missing = stay.filter(
      ({ key }) =>
        !given.some(
          (each) =>
            (each.key === key || !each.key) && (each.effect === 'NoExecute' || each.effect === undefined),
        ),
    );
    if (missing.length === 0) return object;
    return { ...pod, spec: { ...pod.spec, tolerations: [...given, ...missing] } } as Pod;
  },
};
