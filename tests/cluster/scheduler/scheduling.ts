import type { Node, Pod, PodSpec, Taint } from '@/lib/cluster/api/core';
import type { Draft, Labels } from '@/lib/cluster/api/meta';
import { events, nodes, pods } from '@/lib/cluster/api/resources';
import { Connection } from '@/lib/cluster/client-go/connection';
import { Etcd } from '@/lib/cluster/etcd';
import { KubeApiServer } from '@/lib/cluster/kube-apiserver/kube-apiserver';
import { KubeScheduler } from '@/lib/cluster/kube-scheduler/kube-scheduler';
import { Simulation } from '@/lib/cluster/simulation';

/** A scheduler with an API server and nothing else: nodes and Pods are written by hand. */
export class SchedulerBench {
  readonly simulation = new Simulation(1, 0, 5000);
  readonly server = new KubeApiServer(this.simulation, new Etcd(true));
  readonly scheduler = new KubeScheduler({
    simulation: this.simulation,
    server: this.server,
    connection: new Connection(),
  });

  constructor() {
    this.scheduler.start();
  }

  node(name: string, { cpu = '2', memory = '4Gi', labels = {}, ...spec }: NodeText = {}): void {
    const amounts = { cpu, memory, pods: '110' };
    const draft: Draft<Node> = {
      metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
      spec,
    };
    const made = this.server.create(nodes, undefined, draft);
    const { taints, ...rest } = made.spec;
    const kept = (taints ?? []).filter(({ key }) => key !== 'node.kubernetes.io/not-ready');
    this.server.update(nodes, { ...made, spec: { ...rest, ...(kept.length > 0 && { taints: kept }) } });
    const stored = this.server.get(nodes, undefined, name);
    this.server.update(
      nodes,
      { ...stored, status: { capacity: amounts, allocatable: amounts } },
      { subresource: 'status' },
    );
  }

  pod(name: string, { cpu, labels, ...spec }: PodText = {}): void {
    const draft: Draft<Pod> = {
      metadata: { name, ...(labels && { labels }) },
      spec: {
        containers: [
          {
            name: 'app',
            image: 'nginx',
            imagePullPolicy: 'Always',
            resources: cpu ? { requests: { cpu } } : {},
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
          },
        ],
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        ...spec,
      },
    };
    this.server.create(pods, 'default', draft);
  }

  advance(ms: number): this {
    this.simulation.queue.advance(ms);
    return this;
  }

  /** Pod → node. */
  placements(): Record<string, string> {
    return Object.fromEntries(
      this.server.list(pods).items.map(({ metadata, spec }) => [metadata.name, spec.nodeName ?? '']),
    );
  }

  /** The newest message of FailedScheduling about a Pod. */
  complaint(pod: string): string | undefined {
    return this.server
      .list(events)
      .items.filter(
        ({ reason, involvedObject }) => reason === 'FailedScheduling' && involvedObject.name === pod,
      )
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .at(-1)?.message;
  }
}

interface NodeText {
  readonly cpu?: string;
  readonly memory?: string;
  readonly labels?: Labels;
  readonly unschedulable?: true;
  readonly taints?: readonly Taint[];
}

type PodText = Partial<PodSpec> & { readonly cpu?: string; readonly labels?: Labels };
