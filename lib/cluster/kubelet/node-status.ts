import type { ContainerImage, Node, NodeStatus } from '../api/core';
import type { Condition, Draft, ResourceList } from '../api/meta';
import type { Machine } from '../host';
import { fakeDigest } from '../images/reference';
import type { ContainerRuntime } from './container-runtime';

/** The Node object a kubelet makes of its machine (pkg/kubelet/kubelet_node_status.go, nodestatus/setters.go). */
export interface NodeFacts {
  readonly machine: Machine;
  readonly runtime: ContainerRuntime;
  /** As the condition and the event texts need it. */
  readonly isReady: boolean;
  readonly hasMemoryPressure: boolean;
  readonly at: string;
}

const maxImages = 50;

/** What is registered; the status comes with it. */
export function initialNode(facts: NodeFacts): Draft<Node> {
  const { name, region, zone, pool, labels, taints } = facts.machine.spec;
  return {
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.reconcile/pool': pool,
        'topology.kubernetes.io/region': region,
        'topology.kubernetes.io/zone': zone,
        ...labels,
      },
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    },
    spec: taints ? { taints } : {},
    status: nodeStatus(undefined, facts),
  };
}

/** The status now; conditions that did not change keep their times. */
export function nodeStatus(old: NodeStatus | undefined, facts: NodeFacts): NodeStatus {
  const { machine, runtime } = facts;
  const { cpuMilli, memoryBytes, maxPods, kubeletVersion = 'v1.35.2' } = machine.spec;
  const capacity: ResourceList = {
    cpu: cpuMilli % 1000 === 0 ? String(cpuMilli / 1000) : `${cpuMilli}m`,
    'ephemeral-storage': '100Gi',
    memory: bytes(memoryBytes),
    pods: String(maxPods),
  };
  const id = fakeDigest(machine.name);
  return {
    capacity,
    allocatable: capacity,
    conditions: conditions(old, facts),
    addresses: [
      { type: 'InternalIP', address: machine.address },
      { type: 'Hostname', address: machine.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      machineID: id.slice(0, 32),
      systemUUID: uuid(id),
      bootID: uuid(fakeDigest(`${machine.name} boot ${machine.bootCount}`)),
      kernelVersion: '6.12.48+deb13-amd64',
      osImage: 'Debian GNU/Linux 13 (trixie)',
      containerRuntimeVersion: 'containerd://2.2.0',
      kubeletVersion,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
    ...images(runtime),
  };
}

function images(runtime: ContainerRuntime): { readonly images?: readonly ContainerImage[] } {
  const list = runtime
    .listImages()
    .map(({ id, name, image }) => ({ names: [id, name], sizeBytes: image.sizeBytes }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, maxImages);
  return list.length > 0 ? { images: list } : {};
}

function conditions(old: NodeStatus | undefined, facts: NodeFacts): readonly Condition[] {
  const { isReady, hasMemoryPressure, at } = facts;
  const drafts: readonly Pick<Condition, 'type' | 'status' | 'reason' | 'message'>[] = [
    {
      type: 'MemoryPressure',
      status: hasMemoryPressure ? 'True' : 'False',
      reason: hasMemoryPressure ? 'KubeletHasInsufficientMemory' : 'KubeletHasSufficientMemory',
      message: `kubelet has ${hasMemoryPressure ? 'insufficient' : 'sufficient'} memory available`,
    },
    {
      type: 'DiskPressure',
      status: 'False',
      reason: 'KubeletHasNoDiskPressure',
      message: 'kubelet has no disk pressure',
    },
    {
      type: 'PIDPressure',
      status: 'False',
      reason: 'KubeletHasSufficientPID',
      message: 'kubelet has sufficient PID available',
    },
    isReady
      ? { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }
      : {
          type: 'Ready',
          status: 'False',
          reason: 'KubeletNotReady',
          message: '[container runtime status check may not have completed yet]',
        },
  ];
  const mine = drafts.map((draft) => {
    const before = old?.conditions?.find(({ type }) => type === draft.type);
    const lastTransitionTime =
      before && before.status === draft.status ? before.lastTransitionTime : undefined;
    return { ...draft, lastHeartbeatTime: at, lastTransitionTime: lastTransitionTime ?? at };
  });
  const others = (old?.conditions ?? []).filter(({ type }) => !drafts.some((draft) => draft.type === type));
  return [...others, ...mine];
}

/** Bytes in the largest binary unit that is exact. */
function bytes(amount: number): string {
  for (const [unit, size] of [
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
    ['Ki', 2 ** 10],
  ] as const)
    if (amount % size === 0) return `${amount / size}${unit}`;
  return String(amount);
}

function uuid(digest: string): string {
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `a${digest.slice(17, 20)}`,
  ];
  return [...parts, digest.slice(20, 32)].join('-');
}
