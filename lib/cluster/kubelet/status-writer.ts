import { findCondition } from '../api/conditions';
import type { Pod, PodStatus } from '../api/core';
import type { Condition } from '../api/meta';
import { pods } from '../api/resources';
import type { Component } from '../client-go/component';
import { ConnectionError } from '../client-go/connection';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';

/** The conditions a kubelet answers for; the others belong to whoever set them. */
const owned = new Set([
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
  'DisruptionTarget',
]);

interface Entry {
  pod: Pod;
  status: PodStatus;
  version: number;
  written: number;
  isWriting: boolean;
  isToBeDeleted: boolean;
}

/** How long a write that failed for want of a connection waits (syncPeriod), in ms. */
const syncPeriodMs = 10_000;

/**
 * Sends Pod statuses to the API server, one write at a time for each Pod and only when something changed
 * (pkg/kubelet/status/status_manager.go). It also removes the Pod object when everything of a deleted Pod has ended.
 */
export class StatusWriter {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly component: Component) {}

  /** The last status given, or what the API server had. */
  getPodStatus(pod: Pod): PodStatus {
    return this.entries.get(pod.metadata.uid)?.status ?? pod.status;
  }

  setPodStatus(pod: Pod, status: PodStatus): void {
    const entry = this.entry(pod);
    entry.pod = pod;
    if (isSameStatus(entry.status, status)) return;
    entry.status = status;
    entry.version++;
    this.sync(entry);
  }

  /** Everything of the Pod has ended: the object may go, if its deletion was asked for. */
  terminatePod(pod: Pod): void {
    const entry = this.entry(pod);
    entry.pod = pod;
    entry.isToBeDeleted = pod.metadata.deletionTimestamp !== undefined;
    this.sync(entry);
  }

  /** Nothing is kept of the Pod any more; a removal that is still on its way is done first. */
  forget(uid: string): void {
    if (!this.entries.get(uid)?.isToBeDeleted) this.entries.delete(uid);
  }

  clear(): void {
    this.entries.clear();
  }

  private entry(pod: Pod): Entry {
    let entry = this.entries.get(pod.metadata.uid);
    if (entry === undefined) {
      entry = { pod, status: pod.status, version: 0, written: 0, isWriting: false, isToBeDeleted: false };
      this.entries.set(pod.metadata.uid, entry);
    }
    return entry;
  }

  private sync(entry: Entry): void {
    if (!entry.isWriting) this.component.spawn(this.syncPod(entry));
  }

  private *syncPod(entry: Entry): Task {
    entry.isWriting = true;
    for (;;) {
      const { pod, version, written } = entry;
      const isCurrent = () => this.entries.get(pod.metadata.uid) === entry;
      if (!isCurrent()) break;
      try {
        if (written < version) {
          yield* this.write(pod, () => entry.status);
          entry.written = version;
        } else if (entry.isToBeDeleted) {
          yield* this.remove(pod);
          this.entries.delete(pod.metadata.uid);
        } else break;
      } catch (error) {
        // Gone, or another Pod has its name by now.
        const isRemoving = written >= version;
        if (error instanceof StatusError && (error.code === 404 || (error.code === 409 && isRemoving))) {
          if (entry.isToBeDeleted) this.entries.delete(pod.metadata.uid);
          break;
        }
        if (!(error instanceof StatusError || error instanceof ConnectionError)) throw error;
        yield syncPeriodMs;
      }
    }
    entry.isWriting = false;
  }

  private write({ metadata: { namespace, name, uid } }: Pod, status: () => PodStatus): Task<Pod> {
    return this.component.client.patch(
      pods,
      namespace,
      name,
      (stored) =>
        stored.metadata.uid === uid ? { ...stored, status: mergePodStatus(stored.status, status()) } : stored,
      'status',
    );
  }

  private remove({ metadata: { namespace, name, uid } }: Pod): Task<Pod> {
    return this.component.client.delete(pods, namespace, name, {
      gracePeriodSeconds: 0,
      preconditions: { uid },
    });
  }
}

/** Conditions of others stay (status_manager.go, mergePodStatus). */
function mergePodStatus(stored: PodStatus, mine: PodStatus): PodStatus {
  const { nominatedNodeName, qosClass } = stored;
  const isMine = ({ type }: Condition) =>
    owned.has(type) && findCondition(mine.conditions, type) !== undefined;
  const others = (stored.conditions ?? []).filter((each) => !isMine(each));
  return {
    ...mine,
    ...(others.length > 0 && { conditions: [...others, ...(mine.conditions ?? [])] }),
    ...(nominatedNodeName && { nominatedNodeName }),
    ...(qosClass && { qosClass }),
  };
}

/** Whether nothing differs that anybody could see; objects taken over unchanged are not looked into. */
function isSameStatus(before: unknown, next: unknown): boolean {
  if (before === next) return true;
  if (typeof before !== 'object' || typeof next !== 'object' || before === null || next === null)
    return false;
  const keys = Object.keys(next);
  if (keys.length !== Object.keys(before).length) return false;
  return keys.every((key) =>
    isSameStatus((before as Record<string, unknown>)[key], (next as Record<string, unknown>)[key]),
  );
}
