import type { Namespace, Node, Pod, Service } from '../api/core';
import type { LabelSelector } from '../api/meta';
import { type PodInfo, podInfoOf } from '../api/pod-info';
import { keyOf } from '../api/resource';
import {
  namespaces,
  nodes,
  podDisruptionBudgets,
  pods,
  replicaSets,
  services,
  statefulSets,
} from '../api/resources';
import { controllerOf } from '../api/selectors';
import { Component, type Surroundings } from '../client-go/component';
import { ConnectionError } from '../client-go/connection';
import { EventsV1Recorder } from '../client-go/events-v1-recorder';
import { Informer } from '../client-go/informer';
import { StatusError } from '../kube-apiserver/status-error';
import { Gate, type Task } from '../process';
import { Decisions } from './decisions';
import { defaultProfile } from './default-profile';
import { fitMessage } from './diagnosis';
import type { ClusterEvent, SchedulingView } from './framework.types';
import { preempt } from './preemption';
import { type ScheduleResult, type SearchPosition, schedulePod } from './schedule-one';
import { SchedulerCache } from './scheduler-cache';
import { type QueuedPod, SchedulingQueue } from './scheduling-queue';
import { Victims } from './victims';

/** How long one scheduling cycle takes, in virtual ms. */
const cycleMs = 1;
const schedulerName = 'default-scheduler';

const isFinished = ({ status }: Pod) => status.phase === 'Succeeded' || status.phase === 'Failed';

/**
 * kube-scheduler (pkg/scheduler): takes one waiting Pod after the other, finds the best node for it, and writes a binding.
 * It starts nothing. Left out: several profiles, extenders, gates, volumes.
 */
export class KubeScheduler extends Component {
  readonly decisions = new Decisions();
  readonly cache = new SchedulerCache();
  readonly queue = new SchedulingQueue(
    () => this.simulation.nowMs,
    (ms, run) => this.after(ms, run),
    () => this.awake.open(),
  );
  private readonly awake = new Gate<void>();
  private readonly recorder = new EventsV1Recorder(this, schedulerName, `${schedulerName}-control-plane`);
  private readonly victims = new Victims(this, this.recorder, schedulerName);
  private readonly position: SearchPosition = { start: 0 };
  private readonly pods = new Informer(this, pods, { matchesFields: (pod) => !isFinished(pod as Pod) });
  private readonly nodes = new Informer(this, nodes);
  private readonly services = new Informer(this, services);
  private readonly replicaSets = new Informer(this, replicaSets);
  private readonly statefulSets = new Informer(this, statefulSets);
  private readonly namespaces = new Informer(this, namespaces);
  private readonly budgets = new Informer(this, podDisruptionBudgets);
  private readonly view: SchedulingView = {
    cache: this.cache,
    namespace: (name): Namespace | undefined => this.namespaces.get(undefined, name),
    namespaces: () => this.namespaces.all(),
    services: (namespace): readonly Service[] => this.services.byIndex('namespace', namespace),
    ownerSelector: (info) => this.ownerSelector(info),
  };

  constructor(surroundings: Surroundings) {
    super('kube-scheduler', surroundings, { qps: 50, burst: 100 });
    this.services.addIndex('namespace', ({ metadata }) => [metadata.namespace ?? '']);
    this.services.addHandlers({ onAdd: () => this.queue.moveAll('service') });
    this.nodes.addHandlers({
      onAdd: (node) => this.changeNode(node),
      onUpdate: (node, old) => this.updateNode(node, old),
      onDelete: ({ metadata }) => this.cache.removeNode(metadata.name),
    });
    this.pods.addHandlers({
      onAdd: (pod) => this.addPod(pod),
      onUpdate: (pod, old) => this.updatePod(pod, old),
      onDelete: (pod) => this.deletePod(pod),
    });
  }

  protected run(): void {
    for (const informer of [
      this.nodes,
      this.namespaces,
      this.services,
      this.replicaSets,
      this.statefulSets,
      this.budgets,
      this.pods,
    ])
      informer.start();
    this.spawn(this.scheduleAll());
  }

  protected override forget(): void {
    this.cache.clear();
    this.queue.clear();
    this.position.start = 0;
  }

  private *scheduleAll(): Task {
    for (;;) {
      const entry = this.queue.pop();
      if (entry === undefined) yield this.awake as Gate<unknown>;
      else {
        yield cycleMs;
        this.scheduleOne(entry);
      }
    }
  }

  /** schedule_one.go: the scheduling cycle is one at a time, the binding goes on by itself. */
  private scheduleOne(entry: QueuedPod): void {
    const pod = this.pods.getByKey(entry.key);
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined || pod.spec.nodeName) {
      this.queue.remove(entry.key);
      return;
    }
    const info = podInfoOf(pod);
    const result = schedulePod(info, this.view, this.position, this.simulation.random('scheduler'));
    this.decisions.add(entry.key, this.simulation.nowMs, result);
    const { node } = result;
    if (node === undefined) this.handleSchedulingFailure(entry, info, result);
    else {
      this.cache.addPod(pod, node.name);
      this.spawn(this.bind(entry, pod, node.name));
    }
  }

  private *bind(entry: QueuedPod, pod: Pod, nodeName: string): Task {
    const { namespace = '', name } = pod.metadata;
    try {
      yield* this.client.bind(namespace, name, nodeName);
      this.queue.remove(entry.key);
      const note = `Successfully assigned ${namespace}/${name} to ${nodeName}`;
      this.recorder.eventf(pod, undefined, 'Normal', 'Scheduled', 'Binding', note);
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
      this.cache.removePod(pod);
      if (error instanceof StatusError && error.code === 404) this.queue.remove(entry.key);
      else this.queue.retry(entry);
    }
  }

  private handleSchedulingFailure(entry: QueuedPod, info: PodInfo, { diagnosis }: ScheduleResult): void {
    const random = this.simulation.random('preemption');
    const isEmpty = diagnosis.allNodes === 0;
    const { candidate, message } = isEmpty
      ? { candidate: undefined, message: '' }
      : preempt(info, this.view, diagnosis, [...this.budgets.all()], random);
    const why = isEmpty ? 'no nodes available to schedule pods' : fitMessage(diagnosis);
    const text = message === '' ? why : `${why} ${message}`;
    this.recorder.eventf(info.pod, undefined, 'Warning', 'FailedScheduling', 'Scheduling', text);
    this.spawn(this.writeFailure(info.pod, text, candidate?.node.name ?? ''));
    const rejectedBy = new Set([...diagnosis.answers.values()].map(({ plugin }) => plugin));
    const events = new Set<ClusterEvent>(['node']);
    for (const { name, events: helpful = [] } of defaultProfile)
      if (rejectedBy.has(name)) for (const event of helpful) events.add(event);
    this.queue.addUnschedulable(entry, events);
    if (candidate) this.victims.evict(info.pod, candidate);
  }

  /** The condition PodScheduled=False, and the node the Pod may hope for after a preemption. */
  private *writeFailure(pod: Pod, message: string, nominatedNodeName: string): Task {
    const at = this.simulation.timestamp();
    try {
      yield* this.client.patch(
        pods,
        pod.metadata.namespace,
        pod.metadata.name,
        (stored) => {
          const { conditions = [] } = stored.status;
          const before = conditions.find(({ type }) => type === 'PodScheduled');
          const isNominated = (stored.status.nominatedNodeName ?? '') === nominatedNodeName;
          if (before?.message === message && before.status === 'False' && isNominated) return stored;
          const condition = {
            type: 'PodScheduled',
            status: 'False' as const,
            lastProbeTime: null,
            lastTransitionTime: before?.status === 'False' ? (before.lastTransitionTime ?? at) : at,
            reason: 'Unschedulable',
            message,
            ...(stored.metadata.generation !== undefined && {
              observedGeneration: stored.metadata.generation,
            }),
          };
          const { nominatedNodeName: _, ...status } = stored.status;
          return {
            ...stored,
            status: {
              ...status,
              ...(nominatedNodeName !== '' && { nominatedNodeName }),
              conditions: [...conditions.filter(({ type }) => type !== 'PodScheduled'), condition],
            },
          };
        },
        'status',
      );
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
    }
  }

  private addPod(pod: Pod): void {
    if (pod.spec.nodeName) this.placePod(pod, pod.spec.nodeName);
    else if (pod.spec.schedulerName === schedulerName && pod.metadata.deletionTimestamp === undefined)
      this.queue.add(keyOf(pod), pod);
  }

  private updatePod(pod: Pod, old: Pod): void {
    const { nodeName } = pod.spec;
    if (!nodeName) {
      if (pod.spec.schedulerName !== schedulerName) return;
      const isChanged =
        pod.metadata.labels !== old.metadata.labels ||
        pod.spec !== old.spec ||
        pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp;
      this.queue.update(keyOf(pod), pod, isChanged);
      return;
    }
    const isSame =
      this.cache.nodeOf(pod.metadata.uid) === nodeName &&
      pod.metadata.labels === old.metadata.labels &&
      pod.metadata.deletionTimestamp === old.metadata.deletionTimestamp &&
      pod.spec.containers === old.spec.containers;
    if (!isSame) this.placePod(pod, nodeName);
    else if (!old.spec.nodeName) this.queue.moveAll('podChanged');
  }

  private placePod(pod: Pod, nodeName: string): void {
    this.queue.remove(keyOf(pod));
    this.cache.addPod(pod, nodeName);
    this.queue.moveAll('podChanged');
  }

  private deletePod(pod: Pod): void {
    this.queue.remove(keyOf(pod));
    this.cache.removePod(pod);
    this.queue.moveAll('podRemoved');
  }

  private changeNode(node: Node): void {
    this.cache.setNode(node);
    this.queue.moveAll('node');
  }

  /** A heartbeat alone helps nobody. */
  private updateNode(node: Node, old: Node): void {
    const isSame =
      node.spec === old.spec &&
      node.metadata.labels === old.metadata.labels &&
      node.status.allocatable === old.status.allocatable;
    if (!isSame) this.changeNode(node);
    else if (node.status.images !== old.status.images) this.cache.setNode(node);
  }

  private ownerSelector({ pod }: PodInfo): LabelSelector | undefined {
    const owner = controllerOf(pod);
    if (owner === undefined) return undefined;
    const { namespace } = pod.metadata;
    if (owner.kind === 'ReplicaSet') return this.replicaSets.get(namespace, owner.name)?.spec.selector;
    if (owner.kind === 'StatefulSet') return this.statefulSets.get(namespace, owner.name)?.spec.selector;
    return undefined;
  }
}
