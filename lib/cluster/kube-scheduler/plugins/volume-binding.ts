import type { Plugin } from '../framework.types';

/**
 * VolumeBinding (pkg/scheduler/framework/plugins/volumebinding). There are no claims in this cluster yet, so that a Pod that
 * names one waits for it. Left out: binding, storage classes, topology of volumes.
 */
export const volumeBinding: Plugin = {
  name: 'VolumeBinding',
  refusal: ({ pod }) => {
    for (const volume of pod.spec.volumes ?? []) {
      const { persistentVolumeClaim: claim } = volume;
      if (claim) return `persistentvolumeclaim "${claim.claimName}" not found`;
    }
    return undefined;
  },
};
