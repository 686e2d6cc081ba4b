import { describe, expect, it } from 'vitest';
import { configMaps, pods, secrets } from '@/lib/cluster/api/resources';
import { beginNode } from './one-node';

const sh = (script: string) => ({ image: 'busybox:1', command: ['sh', '-c', script] });

describe('a Pod that starts (recording 14)', () => {
  it('pulls, creates, starts, and says so in the words of v1.35', () => {
    const node = beginNode();
    node.run('web', {});
    node.seconds(3);
    expect(node.pod('web').status).toMatchObject({
      phase: 'Running',
      podIP: '10.244.1.2',
      hostIP: '10.0.0.11',
      qosClass: 'BestEffort',
      containerStatuses: [
        { ready: true, started: true, restartCount: 0, image: 'docker.io/library/nginx:latest' },
      ],
    });
    expect(node.pod('web').status.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ]);
    expect(node.told('web')).toEqual([
      'Pulling: Pulling image "nginx"',
      'Pulled: Successfully pulled image "nginx" in 300ms (300ms including waiting). Image size: 59795293 bytes.',
      'Created: Container created',
      'Started: Container started',
    ]);
  });

  it('costs three writes of its status at most', () => {
    const node = beginNode();
    node.run('web', {});
    node.seconds(60);
    const writes = node.simulation.trace
      .messages()
      .filter(({ resource, revision }) => resource === 'pods/status' && revision > 0);
    expect(writes.length).toBe(2);
  });

  it('is pulled one image at a time, and not at all when the image is there', () => {
    const node = beginNode();
    node.run('one', { image: 'nginx:1' });
    node.run('two', { image: 'httpd:2' });
    node.seconds(5);
    node.run('three', { image: 'nginx:1' });
    node.seconds(5);
    expect(node.told('two')).toContain(
      'Pulled: Successfully pulled image "httpd:2" in 300ms (600ms including waiting). Image size: 59795293 bytes.',
    );
    expect(node.told('three')[0]).toBe(
      'Pulled: Container image "nginx:1" already present on machine and can be accessed by the pod',
    );
  });

  it('runs its init containers one after the other first', () => {
    const node = beginNode();
    const init = (name: string) => ({ name, ...sh('sleep 3; exit 0') });
    node.run('init', {}, { initContainers: [init('i1'), init('i2')] as never });
    node.seconds(2);
    expect(node.pod('init').status).toMatchObject({
      phase: 'Pending',
      initContainerStatuses: [
        { state: { running: {} } },
        { state: { waiting: { reason: 'PodInitializing' } } },
      ],
      containerStatuses: [{ state: { waiting: { reason: 'PodInitializing' } } }],
    });
    expect(node.pod('init').status.conditions?.find(({ type }) => type === 'Initialized')).toMatchObject({
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [i1 i2]',
    });
    node.seconds(10);
    expect(node.pod('init').status.phase).toBe('Running');
    expect(
      node.pod('init').status.initContainerStatuses?.map(({ state }) => state.terminated?.reason),
    ).toEqual(['Completed', 'Completed']);
  });

  it('starts a sidecar before the others and stops it after them', () => {
    const node = beginNode();
    node.run(
      'side',
      {},
      { initContainers: [{ name: 's', image: 'nginx:1', restartPolicy: 'Always' }] as never },
    );
    node.seconds(5);
    expect(node.pod('side').status).toMatchObject({
      phase: 'Running',
      initContainerStatuses: [{ started: true, ready: true }],
    });
    node.server.delete(pods, 'default', 'side');
    node.simulation.queue.advance(150);
    expect(
      node.kubelet.runtime.sandboxes.get(node.pod('side').metadata.uid)?.containers.get('s')?.[0]?.state,
    ).toBe('running');
    node.seconds(3);
    expect(node.has('side')).toBe(false);
  });
});

describe('a Pod that cannot start (recording 14)', () => {
  it('says ErrImagePull, then ImagePullBackOff, in the registry’s words', () => {
    const node = beginNode();
    node.run('img', { image: 'nginx:nope' });
    const seen = new Set<string>();
    for (let second = 0; second < 60; second++) {
      node.seconds(1);
      seen.add(node.state('img'));
    }
    expect([...seen]).toEqual(['ContainerCreating', 'ErrImagePull', 'ImagePullBackOff']);
    expect(node.told('img').map((text) => text.replace(/ \(x\d+\)$/, ''))).toEqual(
      expect.arrayContaining([
        'Failed: Failed to pull image "nginx:nope": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found',
        'Failed: Error: ErrImagePull',
        'BackOff: Back-off pulling image "nginx:nope"',
        'Failed: Error: ImagePullBackOff',
      ]),
    );
  });

  it('does not pull with pull policy Never', () => {
    const node = beginNode();
    node.run('never', { image: 'other:1', imagePullPolicy: 'Never' });
    node.seconds(3);
    expect(node.state('never')).toBe('ErrImageNeverPull');
    expect(node.told('never').map((text) => text.replace(/ \(x\d+\)$/, ''))).toEqual([
      'ErrImageNeverPull: Container image "other:1" is not present with pull policy of Never',
      'Failed: Error: ErrImageNeverPull',
    ]);
  });

  it('waits for a ConfigMap or a key its environment needs, and starts when it is there', () => {
    const node = beginNode();
    const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }];
    node.run('cfg', { image: 'nginx:1', env });
    node.seconds(5);
    expect(node.pod('cfg').status.containerStatuses?.[0]?.state.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "settings" not found',
    });
    expect(node.told('cfg')).toContainEqual(
      expect.stringContaining('Failed: Error: configmap "settings" not found'),
    );
    node.server.create(configMaps, 'default', { metadata: { name: 'settings' }, data: { b: '1' } });
    // The status is what the last try left behind: a try comes every 10 to 15 s.
    node.seconds(31);
    expect(node.pod('cfg').status.containerStatuses?.[0]?.state.waiting?.message).toBe(
      "couldn't find key a in ConfigMap default/settings",
    );
    const stored = node.server.get(configMaps, 'default', 'settings');
    node.server.update(configMaps, { ...stored, data: { a: '1' } });
    node.seconds(20);
    expect(node.state('cfg')).toBe('running');
  });

  it('stays in ContainerCreating while a volume is missing, and mounts it once it is there', () => {
    const node = beginNode();
    node.run(
      'vol',
      { image: 'nginx:1', volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      { volumes: [{ name: 'v', secret: { secretName: 'nosuch', defaultMode: 420 } }] },
    );
    node.seconds(38);
    expect(node.state('vol')).toBe('ContainerCreating');
    expect(node.told('vol')).toEqual([
      'FailedMount: MountVolume.SetUp failed for volume "v" : secret "nosuch" not found (x7)',
    ]);
    node.server.create(secrets, 'default', {
      metadata: { name: 'nosuch' },
      type: 'Opaque',
      data: { key: 'aGk=' },
    });
    node.seconds(40);
    expect(node.state('vol')).toBe('running');
  });
});
