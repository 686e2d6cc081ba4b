import type { Container, Event, Pod, PodSpec } from '@/lib/cluster/api/core';
import { events, pods } from '@/lib/cluster/api/resources';
import { Connection } from '@/lib/cluster/client-go/connection';
import { Etcd } from '@/lib/cluster/etcd';
import { Machine, type MachineSpec, ordinaryMachine } from '@/lib/cluster/host';
import { oracleImages } from '@/lib/cluster/images/oracle-images';
import type { Registry } from '@/lib/cluster/images/registry';
import { KubeApiServer } from '@/lib/cluster/kube-apiserver/kube-apiserver';
import { Kubelet } from '@/lib/cluster/kubelet/kubelet';
import { Simulation } from '@/lib/cluster/simulation';

export type ContainerDraft = Partial<Container>;

/** One machine with its kubelet and an API server, nothing else: Pods are bound by hand. */
export function beginNode(registry: Registry = oracleImages, machineSpec: Partial<MachineSpec> = {}) {
  const simulation = new Simulation(1, 1_772_442_000_000, 10_000);
  const server = new KubeApiServer(simulation, new Etcd(true));
  const machine = new Machine({ ...ordinaryMachine, name: 'node-1', ...machineSpec }, 1, () => true);
  const kubelet = new Kubelet(machine, { simulation, server, connection: new Connection() }, registry);
  kubelet.start();

  const container = (draft: ContainerDraft = {}): Container => ({
    name: 'c',
    image: 'nginx',
    imagePullPolicy: draft.image?.includes(':') ? 'IfNotPresent' : 'Always',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...draft,
  });

  return {
    simulation,
    server,
    machine,
    kubelet,
    seconds: (count: number) => simulation.queue.advance(count * 1000),
    /** Makes a Pod that is bound to the node already. */
    run(
      name: string,
      containers: ContainerDraft | readonly ContainerDraft[],
      spec: Partial<PodSpec> = {},
    ): Pod {
      const list = Array.isArray(containers) ? containers : [containers];
      return server.create(pods, 'default', {
        metadata: { name },
        spec: {
          restartPolicy: 'Always',
          terminationGracePeriodSeconds: 30,
          dnsPolicy: 'ClusterFirst',
          schedulerName: 'default-scheduler',
          nodeName: 'node-1',
          ...spec,
          ...(spec.initContainers && { initContainers: spec.initContainers.map((each) => container(each)) }),
          containers: list.map((each) => container(each)),
        },
        status: { phase: 'Pending', qosClass: 'BestEffort' },
      });
    },
    pod: (name: string): Pod => server.get(pods, 'default', name),
    has: (name: string) => server.list(pods).items.some(({ metadata }) => metadata.name === name),
    /** What was said about an object, in order: `reason: message (xN)`. */
    told(name: string): string[] {
      const list = server.list<Event>(events).items.filter((event) => event.involvedObject.name === name);
      return list
        .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
        .map(({ reason, message, count = 1 }) => `${reason}: ${message}${count > 1 ? ` (x${count})` : ''}`);
    },
    /** One word for how the first container is: `running`, `CrashLoopBackOff`, `Error` … */
    state(name: string, index = 0): string {
      const { containerStatuses = [] } = server.get(pods, 'default', name).status;
      const { waiting, running, terminated } = containerStatuses[index]?.state ?? {};
      return waiting?.reason ?? terminated?.reason ?? (running ? 'running' : '');
    },
  };
}
