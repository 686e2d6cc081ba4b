import type { NodeMetrics, PodMetrics } from './api/autoscaling';
import type { Node, Pod } from './api/core';
import type { KubeObject } from './api/meta';
import { apiVersionOf, keyOf } from './api/resource';
import { nodeMetrics, nodes, podMetrics, pods } from './api/resources';
import { Component, type Surroundings } from './client-go/component';
import { Informer } from './client-go/informer';
import type { AggregatedApi } from './kube-apiserver/aggregated-api.types';
import type { ContainerUsage } from './kube-apiserver/kubelet-endpoint.types';
import type { TableConvertor } from './kube-apiserver/table.types';

/** --metric-resolution of metrics-server: how often kubelets are asked, in ms. */
const resolutionMs = 15_000;
/** What the node itself uses beside its Pods. */
const systemUsage = { cpuMilli: 120, memoryBytes: 600 * 2 ** 20 };

const cpuText = (milli: number) => `${Math.round(milli)}m`;
const memoryText = (bytes: number) => `${Math.round(bytes / 1024)}Ki`;

/**
 * metrics-server (sigs.k8s.io/metrics-server): asks every kubelet what its containers use, keeps the newest answer in
 * memory, and serves it as metrics.k8s.io. It is an add-on: a cluster without it has no such API. Left out: TLS, its own Pod.
 */
export class MetricsServer extends Component {
  private readonly pods = new Informer(this, pods);
  private readonly nodes = new Informer(this, nodes);
  /** What Pods used at the last scrape, by uid; they become objects when somebody asks. */
  private readonly samples = new Map<string, Sample>();
  private scrapes = 0;
  private readonly nodeMetrics = new Map<string, NodeMetrics>();
  private total: number | undefined;

  constructor(surroundings: Surroundings) {
    super('metrics-server', surroundings);
    const api: AggregatedApi = {
      resources: [
        {
          resource: podMetrics,
          table: usageTable(['CPU', 'Memory'], podCells),
          list: (namespace) =>
            [...this.samples.values()]
              .filter(({ pod, isWhole }) => isWhole && (!namespace || pod.metadata.namespace === namespace))
              .sort((a, b) => (keyOf(a.pod) < keyOf(b.pod) ? -1 : 1))
              .map(metricsOf),
          get: (namespace, name) => {
            const sample = this.samples.get(this.pods.get(namespace, name)?.metadata.uid ?? '');
            return sample?.isWhole ? metricsOf(sample) : undefined;
          },
        },
        {
          resource: nodeMetrics,
          table: usageTable(['CPU', 'Memory'], nodeCells),
          list: () => sorted(this.nodeMetrics),
          get: (_, name) => this.nodeMetrics.get(name),
        },
      ],
      isAvailable: () => this.isRunning,
    };
    surroundings.server.aggregated.set(apiVersionOf(podMetrics), api);
  }

  /**
   * As the stand-in of the recordings: from now on all running Pods share this much processor time, in thousandths of a
   * core, and every node uses 150m and 900 MiB.
   */
  shareTotal(cpuMilli: number): void {
    this.total = cpuMilli;
    this.scrape();
  }

  protected run(): void {
    this.pods.start();
    this.nodes.start();
    this.every(resolutionMs, () => this.scrape());
  }

  protected override forget(): void {
    this.samples.clear();
    this.nodeMetrics.clear();
  }

  private scrape(): void {
    this.nodeMetrics.clear();
    this.scrapes++;
    const onNodes = new Map<string, { cpuMilli: number; memoryBytes: number }>();
    for (const node of this.nodes.all()) onNodes.set(node.metadata.name, { ...systemUsage });
    const at = this.simulation.timestamp();
    const running = [...this.pods.all()].filter(({ status }) => status.phase === 'Running');
    for (const pod of running) {
      const containers = this.usageOf(pod, running.length);
      if (containers.length === 0) continue;
      if (!this.keep(pod, containers, at)) continue;
      const sum = onNodes.get(pod.spec.nodeName ?? '');
      for (const { cpuMilli, memoryBytes } of sum ? containers : []) {
        if (sum) sum.cpuMilli += cpuMilli;
        if (sum) sum.memoryBytes += memoryBytes;
      }
    }
    for (const [uid, { scrape }] of this.samples) if (scrape !== this.scrapes) this.samples.delete(uid);
    for (const node of this.nodes.all()) this.addNode(node, onNodes.get(node.metadata.name));
  }

  /** Writes an answer down. @returns whether it says something: the first of a Pod does not */
  private keep(pod: Pod, containers: readonly ContainerUsage[], at: string): boolean {
    const { scrapes: scrape } = this;
    const before = this.samples.get(pod.metadata.uid);
    if (before) Object.assign(before, { pod, containers, at, scrape, isWhole: true });
    else {
      const isWhole = this.total !== undefined;
      this.samples.set(pod.metadata.uid, { pod, containers, at, scrape, isWhole });
    }
    return before !== undefined || this.total !== undefined;
  }

  /** Empty when the node's kubelet does not answer. */
  private usageOf(pod: Pod, running: number): readonly ContainerUsage[] {
    const { total } = this;
    if (total !== undefined) {
      const share = Math.floor(total / running / pod.spec.containers.length);
      return pod.spec.containers.map(({ name }) => ({ name, cpuMilli: share, memoryBytes: 20 * 2 ** 20 }));
    }
    const { kubelets } = this.surroundings.server;
    return kubelets.get(pod.spec.nodeName ?? '')?.usage(pod.metadata.uid) ?? [];
  }

  private addNode(node: Node, sum = systemUsage): void {
    const { kubelets } = this.surroundings.server;
    if (!kubelets.has(node.metadata.name)) return;
    const used = this.total === undefined ? sum : { cpuMilli: 150, memoryBytes: 900 * 2 ** 20 };
    this.nodeMetrics.set(node.metadata.name, {
      kind: nodeMetrics.kind,
      apiVersion: apiVersionOf(nodeMetrics),
      ...base(node, this.simulation.timestamp()),
      usage: { cpu: cpuText(used.cpuMilli), memory: memoryText(used.memoryBytes) },
    });
  }
}

interface Sample {
  pod: Pod;
  containers: readonly ContainerUsage[];
  at: string;
  /** At which scrape it was taken. */
  scrape: number;
  /** Processor time is a difference: a Pod's first answer says nothing yet. */
  isWhole: boolean;
}

function base(object: KubeObject, at: string) {
  const { name, namespace, labels } = object.metadata;
  return {
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(labels && { labels }),
      creationTimestamp: at,
      uid: '',
      resourceVersion: '',
    },
    timestamp: at,
    window: `${resolutionMs / 1000}s`,
  };
}

function metricsOf({ pod, containers, at }: Sample): PodMetrics {
  return {
    kind: podMetrics.kind,
    apiVersion: apiVersionOf(podMetrics),
    ...base(pod, at),
    containers: containers.map(({ name, cpuMilli, memoryBytes }) => ({
      name,
      usage: { cpu: cpuText(cpuMilli), memory: memoryText(memoryBytes) },
    })),
  };
}

function sorted<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function usageTable(columns: readonly string[], cells: (object: never) => readonly string[]): TableConvertor {
  return {
    columns: [
      { name: 'Name', type: 'string', format: 'name', description: 'Whose use it is.', priority: 0 },
      ...columns.map((name) => ({
        name,
        type: 'string' as const,
        description: `${name} in use.`,
        priority: 0,
      })),
      { name: 'Window', type: 'string', description: 'How long the average was taken.', priority: 0 },
    ],
    cells: (object) => [object.metadata.name, ...cells(object as never)],
  };
}

const podCells = (metrics: PodMetrics) => [
  metrics.containers.map(({ usage }) => usage.cpu).join(', '),
  metrics.containers.map(({ usage }) => usage.memory).join(', '),
  metrics.window,
];
const nodeCells = (metrics: NodeMetrics) => [
  metrics.usage.cpu ?? '',
  metrics.usage.memory ?? '',
  metrics.window,
];
