import { findCondition } from '../../api/conditions';
import type { Node, Pod, Taint, Toleration } from '../../api/core';
import { withDisruptionTarget } from '../../api/disruption-target';
import { keyOf, splitKey } from '../../api/resource';
import { nodes, pods } from '../../api/resources';
import { tolerates } from '../../api/tolerations';
import type { Surroundings } from '../../client-go/component';
import { ConnectionError } from '../../client-go/connection';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { podsIndexedByNode, podsOnNode } from '../pods-by-node';

/** How often a deletion is tried, and how long apart in ms. */
const retries = 5;
const retryMs = 10;

interface TimedWorker {
  readonly createdAtMs: number;
  readonly cancel: () => void;
}

/**
 * Deletes Pods from nodes with NoExecute taints that they do not tolerate, at once or when their `tolerationSeconds` are over
 * (pkg/controller/tainteviction).
 */
export class TaintEvictionController extends Controller {
  private readonly nodes = this.informers.informer(nodes);
  private readonly pods = podsIndexedByNode(this.informers);
  private readonly taintedNodes = new Map<string, readonly Taint[]>();
  /** The deletions planned, by Pod; `fired` ones are remembered until the Pod is gone, so that they are not planned again. */
  private readonly work = new Map<string, TimedWorker | 'fired'>();

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('taint-eviction-controller', surroundings, informers);
    this.nodes.addHandlers({
      onAdd: (node) => this.handleNodeUpdate(node, undefined),
      onUpdate: (node, old) => this.handleNodeUpdate(node, old),
      onDelete: ({ metadata }) => this.taintedNodes.delete(metadata.name),
    });
    this.pods.addHandlers({
      onAdd: (pod) => this.handlePodUpdate(pod),
      onUpdate: (pod, old) => {
        if (pod.spec.nodeName !== old.spec.nodeName || pod.spec.tolerations !== old.spec.tolerations)
          this.handlePodUpdate(pod);
      },
      onDelete: (pod) => this.cancelWorkWithEvent(keyOf(pod)),
    });
  }

  protected run(): void {}

  protected override forget(): void {
    this.taintedNodes.clear();
    this.work.clear();
  }

  private handleNodeUpdate(node: Node, old: Node | undefined): void {
    if (node.spec.taints === old?.spec.taints) return;
    const { name } = node.metadata;
    const taints = getNoExecuteTaints(node);
    const before = this.taintedNodes.get(name) ?? [];
    if (taints.length === 0 && before.length === 0) return;
    if (JSON.stringify(taints) === JSON.stringify(before)) return;
    if (taints.length === 0) this.taintedNodes.delete(name);
    else this.taintedNodes.set(name, taints);
    for (const pod of podsOnNode(this.pods, name)) {
      if (taints.length === 0) this.cancelWorkWithEvent(keyOf(pod));
      else this.processPodOnNode(pod, taints);
    }
  }

  private handlePodUpdate(pod: Pod): void {
    const taints = this.taintedNodes.get(pod.spec.nodeName ?? '');
    if (taints) this.processPodOnNode(pod, taints);
  }

  private processPodOnNode(pod: Pod, taints: readonly Taint[]): void {
    const key = keyOf(pod);
    const { nowMs } = this.simulation;
    const used = getMatchingTolerations(taints, pod.spec.tolerations ?? []);
    if (used === undefined) {
      this.cancelWorkWithEvent(key);
      this.addWork(key, nowMs, nowMs);
      return;
    }
    const seconds = getMinTolerationTime(used);
    if (seconds === Number.POSITIVE_INFINITY) {
      this.cancelWorkWithEvent(key);
      return;
    }
    let createdAtMs = nowMs;
    const scheduled = this.work.get(key);
    if (scheduled !== undefined && scheduled !== 'fired') {
      createdAtMs = scheduled.createdAtMs;
      if (createdAtMs < nowMs) return;
      this.cancelWorkWithEvent(key);
    }
    this.addWork(key, createdAtMs, createdAtMs + seconds * 1000);
  }

  private addWork(key: string, createdAtMs: number, fireAtMs: number): void {
    if (this.work.has(key)) return;
    const fire = () => {
      this.work.set(key, 'fired');
      this.spawn(this.deletePod(key));
    };
    const cancel = this.after(Math.max(0, fireAtMs - this.simulation.nowMs), fire);
    this.work.set(key, { createdAtMs, cancel });
  }

  private cancelWorkWithEvent(key: string): void {
    const worker = this.work.get(key);
    this.work.delete(key);
    if (worker === undefined || worker === 'fired') return;
    worker.cancel();
    this.emit(key, `Cancelling deletion of Pod ${key}`);
  }

  private *deletePod(key: string): Task {
    this.emit(key, `Marking for deletion Pod ${key}`);
    for (let tries = 0; tries < retries; tries++) {
      try {
        return yield* this.addConditionAndDeletePod(key);
      } catch (error) {
        if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
        yield retryMs;
      }
    }
    this.work.delete(key);
  }

  private *addConditionAndDeletePod(key: string): Task {
    const [namespace, name] = splitKey(key);
    const pod = yield* this.client.get(pods, namespace, name);
    if (findCondition(pod.status.conditions, 'DisruptionTarget')?.status !== 'True') {
      const reason = 'DeletionByTaintManager';
      const message = 'Taint manager: deleting due to NoExecute taint';
      const now = this.simulation.timestamp();
      const mark = (stored: Pod) => withDisruptionTarget(stored, reason, message, now);
      yield* this.client.patch(pods, namespace, name, mark, 'status');
    }
    yield* this.client.delete(pods, namespace, name);
  }

  /** Upstream's reference has no uid, which is why `kubectl describe pod` does not show these events. */
  private emit(key: string, message: string): void {
    const [namespace, name] = splitKey(key);
    const reference = { apiVersion: 'v1', kind: 'Pod', name, ...(namespace && { namespace }) };
    this.recorder.event(reference, 'Normal', 'TaintManagerEviction', message);
  }
}

function getNoExecuteTaints({ spec }: Node): readonly Taint[] {
  return (spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}

/** The tolerations that put up with the taints; undefined when one of the taints is not tolerated. */
function getMatchingTolerations(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
): readonly Toleration[] | undefined {
  const used: Toleration[] = [];
  for (const taint of taints) {
    const match = tolerations.find((each) => tolerates([each], taint));
    if (match === undefined) return undefined;
    used.push(match);
  }
  return used;
}

/** Seconds until the first toleration is used up; Infinity: never. */
function getMinTolerationTime(tolerations: readonly Toleration[]): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const { tolerationSeconds } of tolerations)
    if (tolerationSeconds !== undefined) shortest = Math.min(shortest, Math.max(0, tolerationSeconds));
  return shortest;
}
