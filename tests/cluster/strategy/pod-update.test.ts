import { describe, expect, it } from 'vitest';
import type { Pod } from '@/lib/cluster/api/core';
import { pods } from '@/lib/cluster/api/resources';
import { create, messageOf, newServer, read } from './refusal';

function begin() {
  const server = newServer();
  const pod = create(server, pods, {
    metadata: { name: 'x' },
    spec: {
      containers: [{ name: 'c', image: 'nginx:1.24' }],
      tolerations: [{ key: 'a', operator: 'Exists' }],
    },
  });
  const change = (spec: object): Pod =>
    server.update(pods, read(pods, { ...pod, spec: { ...pod.spec, ...spec } }));
  return { pod, change };
}

describe('of a Pod', () => {
  it('the image may change', () => {
    const { pod, change } = begin();
    const containers = pod.spec.containers.map((each) => ({ ...each, image: 'nginx:1.25' }));
    const next = change({ containers });
    expect(next.spec.containers[0]?.image).toBe('nginx:1.25');
    expect(next.metadata.generation).toBe(2);
  });

  it('tolerations may only be added', () => {
    const { pod, change } = begin();
    const more = [...(pod.spec.tolerations ?? []), { key: 'b', operator: 'Exists' }];
    expect(change({ tolerations: more }).spec.tolerations).toEqual(more);
    expect(messageOf(() => begin().change({ tolerations: [] }))).toContain(
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    );
  });

  it('nothing else may, and the refusal shows the difference', () => {
    const { change } = begin();
    expect(messageOf(() => change({ nodeName: 'node-9' }))).toBe(
      `spec: Forbidden: pod updates may not change fields other than \`spec.containers[*].image\`,\`spec.initContainers[*].image\`,\`spec.activeDeadlineSeconds\`,\`spec.tolerations\` (only additions to existing tolerations),\`spec.terminationGracePeriodSeconds\` (allow it to be set to 1 if it was previously negative)
  core.PodSpec{
  	... // 9 identical fields
  	ServiceAccountName:           "default",
  	AutomountServiceAccountToken: nil,
- 	NodeName:                     "",
+ 	NodeName:                     "node-9",
  	SecurityContext:              &{},
  	ImagePullSecrets:             nil,
  	... // 22 identical fields
  }
`,
    );
  });

  it('containers stay as many as they are', () => {
    const { pod, change } = begin();
    const containers = [...pod.spec.containers, { name: 'd', image: 'nginx' }];
    expect(messageOf(() => change({ containers }))).toBe(
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    );
  });
});
