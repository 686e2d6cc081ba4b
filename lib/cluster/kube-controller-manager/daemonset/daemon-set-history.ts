import type { ControllerRevision, DaemonSet } from '../../api/apps';
import type { Pod } from '../../api/core';
import { controllerRevisions, daemonSets, pods } from '../../api/resources';
import type { Controller } from '../../client-go/controller';
import { conflict } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import {
  byRevision,
  createControllerRevision,
  hasTemplate,
  isRevisionOf,
  newControllerRevision,
  revisionLabel,
  updateControllerRevision,
} from '../controller-history';

/** @returns the revision of the newest template, and the others (pkg/controller/daemon/update.go, constructHistory) */
export function* constructHistory(
  controller: Controller,
  set: DaemonSet,
  revisions: readonly ControllerRevision[],
  owned: readonly Pod[],
): Task<{ readonly current: ControllerRevision; readonly old: readonly ControllerRevision[] }> {
  const sorted = revisions.filter(hasTemplate).sort(byRevision);
  const equal = sorted.filter((each) => isRevisionOf(each, set));
  const old = sorted.filter((each) => !equal.includes(each));
  const number = (old.at(-1)?.revision ?? 0) + 1;
  const newest = equal.at(-1);
  if (newest === undefined) return { current: yield* snapshot(controller, set, number), old };
  yield* dedupCurrentHistories(controller, newest, equal.slice(0, -1), owned);
  const isBehind = newest.revision < number;
  return { current: isBehind ? yield* updateControllerRevision(controller, newest, number) : newest, old };
}

/** A collision of hashes is noted in the status, and the set is synced again. */
function* snapshot(controller: Controller, set: DaemonSet, number: number): Task<ControllerRevision> {
  const { collisionCount } = set.status;
  const draft = newControllerRevision(set, daemonSets, number, collisionCount, revisionLabel);
  const stored = yield* createControllerRevision(controller, set, draft);
  if (stored) return stored;
  const status = { ...set.status, collisionCount: (collisionCount ?? 0) + 1 };
  yield* controller.client.updateStatus(daemonSets, { ...set, status });
  throw conflict(controllerRevisions, draft.metadata.name ?? '', 'the name is taken by another template');
}

/** Several revisions of one template become one: their Pods are given its hash. */
function* dedupCurrentHistories(
  { client }: Controller,
  kept: ControllerRevision,
  others: readonly ControllerRevision[],
  owned: readonly Pod[],
): Task {
  const hash = kept.metadata.labels?.[revisionLabel] ?? '';
  for (const { metadata } of others) {
    for (const pod of owned) {
      const { labels } = pod.metadata;
      if (labels?.[revisionLabel] === undefined || labels[revisionLabel] === hash) continue;
      if (labels[revisionLabel] !== metadata.labels?.[revisionLabel]) continue;
      yield* client.update(pods, {
        ...pod,
        metadata: { ...pod.metadata, labels: { ...labels, [revisionLabel]: hash } },
      });
    }
    yield* client.delete(controllerRevisions, metadata.namespace, metadata.name);
  }
}
