import type { Pod } from '../../api/core';
import type { LabelSelector, Labels } from '../../api/meta';
import { matchesLabels, matchesSelector } from '../../api/selectors';
import { isPodActive, isPodReady, isPodTerminating } from '../controller-pods';

/** How many Pods of one ReplicaSet are in which state. */
export interface Counts {
  /** Active and matching the selector. */
  readonly active: number;
  readonly fullyLabeled: number;
  readonly ready: number;
  readonly terminating: number;
  /** Active, controlled by the ReplicaSet, but no longer matching its selector: to be released. */
  readonly strangers: number;
}

/**
 * The counts of a ReplicaSet's Pods, kept up to date with each Pod event. Upstream counts all Pods at each sync; with a
 * thousand replicas, each with a handful of events, that would be millions of looks. The numbers are the same.
 */
export class PodTally {
  private counts = { active: 0, fullyLabeled: 0, ready: 0, terminating: 0, strangers: 0 };

  /** @param templateLabels what a Pod needs to count as fully labelled */
  constructor(
    readonly selector: LabelSelector,
    readonly templateLabels: Labels | undefined,
    pods: readonly Pod[],
  ) {
    for (const pod of pods) this.count(pod, 1);
  }

  /** The counts now. */
  read(): Counts {
    return { ...this.counts };
  }

  /** Counts `next` instead of `old`. @returns whether any count changed */
  move(old: Pod | undefined, next: Pod | undefined): boolean {
    const before = this.read();
    if (old) this.count(old, -1);
    if (next) this.count(next, 1);
    const after = this.counts;
    return (
      before.active !== after.active ||
      before.fullyLabeled !== after.fullyLabeled ||
      before.ready !== after.ready ||
      before.terminating !== after.terminating ||
      before.strangers !== after.strangers
    );
  }

  private count(pod: Pod, by: 1 | -1): void {
    const { counts, selector, templateLabels } = this;
    const { labels } = pod.metadata;
    const isFullyLabeled = labels === templateLabels || matchesLabels(templateLabels, labels);
    const isMatch = matchesSelector(selector, labels);
    if (isPodTerminating(pod) && isMatch) counts.terminating += by;
    if (!isPodActive(pod)) return;
    if (!isMatch) {
      counts.strangers += by;
      return;
    }
    counts.active += by;
    if (isFullyLabeled) counts.fullyLabeled += by;
    if (isPodReady(pod)) counts.ready += by;
  }
}
