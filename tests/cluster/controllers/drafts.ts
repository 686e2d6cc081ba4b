import type { PodTemplateSpec } from '@/lib/cluster/api/core';

/** A template with one container, as it is stored. */
export function podTemplate(
  app: string,
  image = 'nginx:1.27',
  rest: Partial<PodTemplateSpec['spec']> = {},
): PodTemplateSpec {
  return {
    metadata: { labels: { app } },
    spec: {
      containers: [
        {
          name: 'c',
          image,
          imagePullPolicy: 'IfNotPresent',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      securityContext: {},
      ...rest,
    },
  };
}
