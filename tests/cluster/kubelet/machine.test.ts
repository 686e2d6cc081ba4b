import { describe, expect, it } from 'vitest';
import { leases, nodes, pods } from '@/lib/cluster/api/resources';
import { teachingImages } from '@/lib/cluster/images/teaching-images';
import { beginNode } from './one-node';

const mebi = 2 ** 20;
const condition = (node: ReturnType<typeof beginNode>, type: string) =>
  node.server.get(nodes, undefined, 'node-1').status.conditions?.find((each) => each.type === type);

describe('a kubelet and its node', () => {
  it('registers, becomes ready, and says so', () => {
    const node = beginNode();
    node.seconds(2);
    expect(node.server.get(nodes, undefined, 'node-1')).toMatchObject({
      metadata: {
        labels: {
          'kubernetes.io/hostname': 'node-1',
          'kubernetes.io/os': 'linux',
          'topology.kubernetes.io/zone': 'zone-a',
        },
      },
      status: {
        capacity: { cpu: '2', memory: '4Gi', pods: '110' },
        addresses: [
          { type: 'InternalIP', address: '10.0.0.11' },
          { type: 'Hostname', address: 'node-1' },
        ],
        nodeInfo: { kubeletVersion: 'v1.35.2' },
      },
    });
    expect(condition(node, 'Ready')).toMatchObject({ status: 'True', reason: 'KubeletReady' });
    expect(node.told('node-1')).toEqual([
      'Starting: Starting kubelet.',
      'NodeHasSufficientMemory: Node node-1 status is now: NodeHasSufficientMemory',
      'NodeHasNoDiskPressure: Node node-1 status is now: NodeHasNoDiskPressure',
      'NodeHasSufficientPID: Node node-1 status is now: NodeHasSufficientPID',
      'NodeReady: Node node-1 status is now: NodeReady',
    ]);
  });

  it('renews its lease every ten seconds and sends an unchanged status every five minutes', () => {
    const node = beginNode();
    node.seconds(2);
    const writes = () => node.simulation.trace.messages().filter(({ revision }) => revision > 0);
    const before = writes().length;
    node.seconds(620);
    const since = writes().slice(before);
    expect(since.filter(({ resource }) => resource === 'leases.coordination.k8s.io').length).toBe(62);
    expect(since.filter(({ resource }) => resource === 'nodes/status').length).toBe(2);
    expect(since.length).toBe(64);
    expect(node.server.get(leases, 'kube-node-lease', 'node-1').spec).toMatchObject({
      holderIdentity: 'node-1',
      leaseDurationSeconds: 40,
    });
  });

  it('turns away what does not fit, in the kubelet’s words', () => {
    const node = beginNode();
    node.run('big', { resources: { requests: { cpu: '3' } } });
    node.run('elsewhere', {}, { nodeSelector: { disk: 'ssd' } });
    node.seconds(2);
    expect(node.pod('big').status).toMatchObject({
      phase: 'Failed',
      reason: 'OutOfcpu',
      message:
        "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000",
    });
    expect(node.pod('elsewhere').status).toMatchObject({
      phase: 'Failed',
      reason: 'NodeAffinity',
      message:
        "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    });
  });
});

describe('when the kubelet stops', () => {
  it('its containers go on, and it finds them again', () => {
    const node = beginNode();
    node.run('web', {});
    node.seconds(5);
    node.kubelet.stop();
    expect(node.server.kubelets.has('node-1')).toBe(false);
    node.seconds(30);
    expect([...node.kubelet.runtime.running()].length).toBe(1);
    node.kubelet.start();
    node.seconds(10);
    expect(node.pod('web').status).toMatchObject({
      phase: 'Running',
      containerStatuses: [{ restartCount: 0 }],
    });
    expect(node.told('node-1')).toContainEqual(expect.stringContaining('Starting: Starting kubelet.'));
    expect(node.told('node-1').join()).not.toContain('NodeNotReady');
    expect(node.server.kubelets.has('node-1')).toBe(true);
  });

  it('what was deleted by force meanwhile is ended when it is back', () => {
    const node = beginNode();
    node.run('web', {});
    node.seconds(5);
    node.kubelet.stop();
    node.server.delete(pods, 'default', 'web', { gracePeriodSeconds: 0 });
    node.kubelet.start();
    node.seconds(5);
    expect([...node.kubelet.runtime.running()]).toEqual([]);
    expect(node.kubelet.runtime.sandboxes.size).toBe(0);
  });

  it('a container that ended meanwhile is started again', () => {
    const node = beginNode();
    node.run('short', { image: 'busybox:1', command: ['sh', '-c', 'sleep 8; exit 1'] });
    node.seconds(5);
    node.kubelet.stop();
    node.seconds(20);
    node.kubelet.start();
    node.seconds(4);
    expect(node.pod('short').status.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      state: { running: {} },
    });
  });
});

describe('when the machine', () => {
  it('loses its power, its containers die and are started again after the boot', () => {
    const node = beginNode();
    node.run('web', {});
    node.seconds(5);
    const bootID = node.server.get(nodes, undefined, 'node-1').status.nodeInfo?.bootID;
    node.machine.setPower(false);
    expect([...node.kubelet.runtime.running()]).toEqual([]);
    node.seconds(60);
    expect(node.pod('web').status.phase).toBe('Running');
    node.machine.setPower(true);
    node.seconds(10);
    expect(node.pod('web').status).toMatchObject({
      phase: 'Running',
      podIP: '10.244.1.3',
      containerStatuses: [
        { restartCount: 1, ready: true, lastState: { terminated: { exitCode: 255, reason: 'Unknown' } } },
      ],
    });
    expect(node.told('web')).toContain(
      'SandboxChanged: Pod sandbox changed, it will be killed and re-created.',
    );
    const now = node.server.get(nodes, undefined, 'node-1').status.nodeInfo?.bootID;
    expect(now).not.toBe(bootID);
    expect(node.told('node-1')).toContain(`Rebooted: Node node-1 has been rebooted, boot id: ${now}`);
  });

  it('is cut off, containers go on, and their end is told when the line is back', () => {
    const node = beginNode();
    node.run(
      'job',
      { image: 'busybox:1', command: ['sh', '-c', 'sleep 20; exit 0'] },
      { restartPolicy: 'Never' },
    );
    node.seconds(5);
    node.machine.setCut(true);
    node.seconds(60);
    expect(node.pod('job').status.phase).toBe('Running');
    expect(node.server.kubelets.has('node-1')).toBe(false);
    node.machine.setCut(false);
    node.seconds(40);
    expect(node.pod('job').status.phase).toBe('Succeeded');
  });
});

describe('memory', () => {
  const leak = (name: string, spec = {}) => ({ name, image: 'reconcile/leak:v1', ...spec });

  it('above the limit of a container ends it: OOMKilled, 137', () => {
    const node = beginNode(teachingImages);
    node.run(
      'leak',
      leak('c', { resources: { limits: { memory: '100Mi' }, requests: { memory: '100Mi' } } }),
    );
    node.seconds(13);
    expect(node.pod('leak').status.containerStatuses?.[0]).toMatchObject({
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      restartCount: 1,
    });
  });

  it('that runs out on the node evicts who uses more than it asked for', () => {
    const node = beginNode(teachingImages, { memoryBytes: 512 * mebi });
    node.run('calm', { image: 'nginx:1.29', resources: { requests: { memory: '64Mi' } } });
    node.run('leak', leak('c', { resources: { requests: { memory: '64Mi' } } }));
    node.seconds(45);
    expect(node.pod('leak').status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
    expect(node.pod('leak').status.message).toMatch(
      /^The node was low on resource: memory\. Threshold quantity: 100Mi, available: \d+Ki\. Container c was using \d+Ki, request is 64Mi, has larger consumption of memory\. $/,
    );
    expect(node.pod('leak').status.conditions?.[0]).toMatchObject({
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
    });
    expect(node.pod('calm').status.phase).toBe('Running');
    expect(condition(node, 'MemoryPressure')).toMatchObject({
      status: 'True',
      reason: 'KubeletHasInsufficientMemory',
    });
    node.seconds(320);
    expect(condition(node, 'MemoryPressure')?.status).toBe('False');
  });
});
