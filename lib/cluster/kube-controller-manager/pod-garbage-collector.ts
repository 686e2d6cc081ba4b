import type { Pod } from '../api/core';
import { withDisruptionTarget } from '../api/disruption-target';
import { keyOf } from '../api/resource';
import { nodes, pods } from '../api/resources';
import type { Surroundings } from '../client-go/component';
import { ConnectionError } from '../client-go/connection';
import { Controller, type InformerFactory } from '../client-go/controller';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import { byCreationTimestamp, isPodTerminal } from './controller-pods';
import { podsIndexedByNode, podsOnNode } from './pods-by-node';

/** How often the Pods are looked at, and how long a node must be gone before its Pods are, in ms. */
const gcCheckPeriodMs = 20_000;
const quarantineMs = 40_000;
/** --terminated-pod-gc-threshold */
const terminatedPodThreshold = 12_500;

/**
 * Deletes Pods that nobody else will: of nodes that are gone, ended ones above a number, and deleted ones that never had a
 * node (pkg/controller/podgc). It acts at the instants of upstream's loop of 20 s, when there is something to do.
 * Left out: nodes with the taint `out-of-service`.
 */
export class PodGCController extends Controller {
  private readonly nodes = this.informers.informer(nodes);
  private readonly pods = podsIndexedByNode(this.informers);
  private readonly terminated = new Set<string>();
  /** Nodes that are not there though Pods are on them → since when they are watched. */
  private readonly quarantine = new Map<string, number>();
  private readonly unscheduledTerminating = new Set<string>();
  private startedMs = 0;
  private plannedMs = 0;

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('pod-garbage-collector', surroundings, informers);
    this.nodes.addHandlers({ onDelete: () => this.plan() });
    this.pods.addHandlers({
      onAdd: (pod) => this.look(pod, undefined),
      onUpdate: (pod, old) => this.look(pod, old),
      onDelete: (pod) => {
        this.terminated.delete(keyOf(pod));
        this.unscheduledTerminating.delete(keyOf(pod));
      },
    });
  }

  protected run(): void {
    this.startedMs = this.simulation.nowMs + 100;
  }

  protected override forget(): void {
    this.terminated.clear();
    this.quarantine.clear();
    this.unscheduledTerminating.clear();
    this.plannedMs = 0;
  }

  private look(pod: Pod, old: Pod | undefined): void {
    const { nodeName } = pod.spec;
    if (isPodTerminal(pod)) {
      this.terminated.add(keyOf(pod));
      if (this.terminated.size > terminatedPodThreshold) this.plan();
    }
    if (pod.metadata.deletionTimestamp !== undefined && !nodeName) {
      this.unscheduledTerminating.add(keyOf(pod));
      this.plan();
    }
    if (nodeName && nodeName !== old?.spec.nodeName && !this.nodes.getByKey(nodeName)) this.plan();
  }

  /** Sees to it that the next instant of the loop happens. */
  private plan(): void {
    const { nowMs } = this.simulation;
    if (this.plannedMs > nowMs) return;
    const rounds = Math.max(0, Math.ceil((nowMs + 1 - this.startedMs) / gcCheckPeriodMs));
    this.plannedMs = this.startedMs + rounds * gcCheckPeriodMs;
    this.after(this.plannedMs - nowMs, () => this.spawn(this.gc()));
  }

  private *gc(): Task {
    yield* this.gcTerminated();
    yield* this.gcOrphaned();
    for (const key of this.unscheduledTerminating) {
      const pod = this.pods.getByKey(key);
      if (pod) yield* this.markFailedAndDelete(pod);
    }
    const isMore = this.terminated.size > terminatedPodThreshold || this.unscheduledTerminating.size > 0;
    if (isMore || this.quarantine.size > 0) this.plan();
  }

  private *gcTerminated(): Task {
    const surplus = this.terminated.size - terminatedPodThreshold;
    if (surplus <= 0) return;
    const ended = [...this.terminated].flatMap((key) => this.pods.getByKey(key) ?? []);
    for (const pod of ended.sort(byCreationTimestamp).slice(0, surplus)) yield* this.markFailedAndDelete(pod);
  }

  private *gcOrphaned(): Task {
    const { nowMs } = this.simulation;
    for (const nodeName of this.nodesWithPods()) {
      if (this.nodes.getByKey(nodeName)) this.quarantine.delete(nodeName);
      else if (!this.quarantine.has(nodeName)) this.quarantine.set(nodeName, nowMs);
    }
    for (const [nodeName, sinceMs] of [...this.quarantine]) {
      if (podsOnNode(this.pods, nodeName).length === 0) this.quarantine.delete(nodeName);
      else if (nowMs - sinceMs >= quarantineMs && (yield* this.isGone(nodeName))) {
        this.quarantine.delete(nodeName);
        for (const pod of podsOnNode(this.pods, nodeName)) yield* this.orphaned(pod);
      }
    }
  }

  private *nodesWithPods(): Generator<string> {
    const seen = new Set<string>();
    for (const { spec } of this.pods.all()) {
      const { nodeName = '' } = spec;
      if (nodeName === '' || seen.has(nodeName)) continue;
      seen.add(nodeName);
      yield nodeName;
    }
  }

  private *isGone(nodeName: string): Task<boolean> {
    try {
      yield* this.client.get(nodes, undefined, nodeName);
      return false;
    } catch (error) {
      if (error instanceof StatusError) return error.reason === 'NotFound';
      if (error instanceof ConnectionError) return false;
      throw error;
    }
  }

  private *orphaned(pod: Pod): Task {
    const now = this.simulation.timestamp();
    yield* this.markFailedAndDelete(pod, (stored) =>
      withDisruptionTarget(stored, 'DeletionByPodGC', 'PodGC: node no longer exists', now),
    );
  }

  /** The phase is made final first, so that the owner counts the Pod as failed; then the Pod goes without grace. */
  private *markFailedAndDelete(pod: Pod, condition: (stored: Pod) => Pod = (stored) => stored): Task {
    const { namespace, name, uid } = pod.metadata;
    try {
      if (!isPodTerminal(pod)) {
        const fail = (stored: Pod): Pod => {
          const marked = condition(stored);
          return { ...marked, status: { ...marked.status, phase: 'Failed' } };
        };
        yield* this.client.patch(pods, namespace, name, fail, 'status');
      }
      yield* this.client.delete(pods, namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
    } catch (error) {
      if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
    }
  }
}
