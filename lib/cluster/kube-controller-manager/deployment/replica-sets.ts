import type { Deployment, ReplicaSet } from '../../api/apps';
import type { Labels } from '../../api/meta';
import { byCreationTimestamp, byName } from '../controller-pods';
import { scaledValue } from '../controller-proportions';
import { equalIgnoreHash } from '../controller-template-hash';

/**
 * A Deployment's ReplicaSets: which one is new, how many each may have, what stands in their annotations
 * (pkg/controller/deployment/util/deployment_util.go).
 */
const prefix = 'deployment.kubernetes.io/';
export const revisionAnnotation = `${prefix}revision`;
const revisionHistoryAnnotation = `${prefix}revision-history`;
const desiredReplicasAnnotation = `${prefix}desired-replicas`;
const maxReplicasAnnotation = `${prefix}max-replicas`;
/** What is not passed on from the Deployment to its ReplicaSets. */
const annotationsToSkip: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  revisionHistoryAnnotation,
  desiredReplicasAnnotation,
  maxReplicasAnnotation,
  'deprecated.deployment.rollback.to',
]);

type Sets = readonly ReplicaSet[];

/** Surge rounds up, unavailable rounds down; both zero would be a standstill. */
function resolveFenceposts({ spec }: Deployment): readonly [surge: number, unavailable: number] {
  const { maxSurge, maxUnavailable } = spec.strategy.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, spec.replicas, true);
  const unavailable = scaledValue(maxUnavailable, spec.replicas, false);
  return [surge, surge === 0 && unavailable === 0 ? 1 : unavailable];
}

export function isRollingUpdate({ spec }: Deployment): boolean {
  return spec.strategy.type === 'RollingUpdate';
}

export function maxSurge(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? resolveFenceposts(deployment)[0] : 0;
}

export function maxUnavailable(deployment: Deployment): number {
  const { replicas } = deployment.spec;
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  return Math.min(resolveFenceposts(deployment)[1], replicas);
}

/** The oldest ReplicaSet with the Deployment's template. */
export function findNewReplicaSet({ spec }: Deployment, sets: Sets): ReplicaSet | undefined {
  return [...sets]
    .sort(byCreationTimestamp)
    .find((each) => equalIgnoreHash(each.spec.template, spec.template));
}

export function filterActive(sets: Sets): ReplicaSet[] {
  return sets.filter(({ spec }) => spec.replicas > 0);
}

/** The declared sizes together. */
export function sumOfReplicas(sets: Sets): number {
  return sets.reduce((sum, { spec }) => sum + spec.replicas, 0);
}

/** One number of the statuses together. */
export function sumOfStatus(
  sets: Sets,
  field: 'replicas' | 'readyReplicas' | 'availableReplicas' | 'terminatingReplicas',
): number {
  return sets.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0);
}

/** How large the new ReplicaSet may be now (NewRSNewReplicas). */
export function newReplicaSetReplicas(deployment: Deployment, all: Sets, newSize: number): number {
  const { replicas } = deployment.spec;
  if (!isRollingUpdate(deployment)) return replicas;
  const room = replicas + maxSurge(deployment) - sumOfReplicas(all);
  return room <= 0 ? newSize : newSize + Math.min(room, replicas - newSize);
}

/** The only active one; the new or else the newest when none is; undefined when there are several. */
export function findActiveOrLatest(newSet: ReplicaSet | undefined, oldSets: Sets): ReplicaSet | undefined {
  const active = filterActive(newSet ? [...oldSets, newSet] : oldSets);
  if (active.length > 1) return undefined;
  return active[0] ?? newSet ?? [...oldSets].sort(byCreationTimestamp).at(-1);
}

/** Whether the new ReplicaSet is all that was asked for, and available. */
export function isSaturated({ spec }: Deployment, set: ReplicaSet | undefined): boolean {
  return (
    set !== undefined &&
    set.spec.replicas === spec.replicas &&
    annotatedNumber(set, desiredReplicasAnnotation) === spec.replicas &&
    (set.status.availableReplicas ?? 0) === spec.replicas
  );
}

/** What share of `toAdd` falls to `set` when `added` is given out already (GetReplicaSetProportion). */
export function proportion(set: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (set.spec.replicas === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = replicaSetFraction(set, deployment);
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added);
}

function replicaSetFraction(set: ReplicaSet, deployment: Deployment): number {
  const { replicas } = deployment.spec;
  if (replicas === 0) return -set.spec.replicas;
  const before = annotatedNumber(set, maxReplicasAnnotation) || (deployment.status.replicas ?? 0);
  if (before === 0) return 0;
  const size = (set.spec.replicas * (replicas + maxSurge(deployment))) / before;
  return Math.floor(size + 0.5) - set.spec.replicas;
}

/** Larger first; of the same size the newer (`isNewerFirst`) or the older. */
export function bySize(isNewerFirst: boolean) {
  return (a: ReplicaSet, b: ReplicaSet): number => {
    if (a.spec.replicas !== b.spec.replicas) return b.spec.replicas - a.spec.replicas;
    const [first, second] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
    if (first === second) return byName(a, b);
    return first < second === isNewerFirst ? 1 : -1;
  };
}

const integer = /^-?\d{1,15}$/;

function annotatedNumber({ metadata }: ReplicaSet, annotation: string): number | undefined {
  const text = metadata.annotations?.[annotation] ?? '';
  return integer.test(text) ? Number(text) : undefined;
}

/** Whether the Deployment's size is not the one an active ReplicaSet was last sized for. */
export function isScaledSince({ spec }: Deployment, sets: Sets): boolean {
  return filterActive(sets).some((set) => {
    const desired = annotatedNumber(set, desiredReplicasAnnotation);
    return desired !== undefined && desired !== spec.replicas;
  });
}

export function revisionOf({ metadata }: ReplicaSet | Deployment): number {
  const text = metadata.annotations?.[revisionAnnotation] ?? '';
  return integer.test(text) ? Number(text) : 0;
}

export function maxRevision(sets: Sets): number {
  return sets.reduce((max, set) => Math.max(max, revisionOf(set)), 0);
}

/** `annotations` with the sizes the ReplicaSet is made for; the same object when it has them. */
export function withReplicasAnnotations(annotations: Labels | undefined, deployment: Deployment): Labels {
  const desired = String(deployment.spec.replicas);
  const max = String(deployment.spec.replicas + maxSurge(deployment));
  if (annotations?.[desiredReplicasAnnotation] === desired && annotations[maxReplicasAnnotation] === max)
    return annotations;
  return { ...annotations, [desiredReplicasAnnotation]: desired, [maxReplicasAnnotation]: max };
}

/**
 * The annotations of the new ReplicaSet (SetNewReplicaSetAnnotations): the Deployment's, and its revision; an older revision it
 * had goes to the history. The same object when nothing changes.
 */
export function newReplicaSetAnnotations(
  deployment: Deployment,
  annotations: Labels | undefined,
  revision: number,
  exists: boolean,
): Labels {
  const next: Record<string, string> = { ...annotations };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (!annotationsToSkip.has(key)) next[key] = value;
  const oldRevision = annotations?.[revisionAnnotation];
  if (!(Number(oldRevision ?? 0) >= revision)) {
    next[revisionAnnotation] = String(revision);
    if (oldRevision !== undefined && exists) {
      const history = annotations?.[revisionHistoryAnnotation];
      next[revisionHistoryAnnotation] = history ? `${history},${oldRevision}` : oldRevision;
    }
  }
  const sized = exists ? next : withReplicasAnnotations(next, deployment);
  const isSame =
    annotations !== undefined && Object.entries(sized).every(([key, value]) => annotations[key] === value);
  return isSame ? annotations : sized;
}
