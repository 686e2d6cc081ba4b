import type { Deployment, ReplicaSet } from '../cluster/api/apps';
import type { IntOrString } from '../cluster/api/meta';
import { controllerOf } from '../cluster/api/selectors';
import type { Change } from '../cluster/etcd';
import type { Replica, Rule } from '../cluster/invariants';

/**
 * What the deployment controller knows may be so old, in ms: the watch event, its turn in the queue, and the request, which
 * may wait for the client's rate limit.
 */
const lagMs = 3000;

interface Seen {
  readonly atMs: number;
  readonly available: number;
}

/**
 * A rolling update stays within surge (it never grows a ReplicaSet beyond) and within maxUnavailable (it never shrinks one
 * so far that fewer Pods are left available). Only the controller's own decisions are judged: those whose note on the
 * ReplicaSet, desired-replicas, shows the Deployment's size of now and before.
 */
export function rolloutRule(): Rule {
  const availability = new Map<string, Seen[]>();
  const specChangedMs = new Map<string, number>();
  return (change, replica, found) => {
    const { storage, object, previous, atMs, type } = change;
    if (storage === 'deployments.apps' && previous?.metadata.generation !== object.metadata.generation)
      specChangedMs.set(object.metadata.uid, atMs);
    if (storage !== 'replicasets.apps' || type === 'DELETED') return;
    const set = object as ReplicaSet;
    const before = previous as ReplicaSet | undefined;
    const seen = (availability.get(set.metadata.uid) ?? []).filter((each) => each.atMs > atMs - lagMs);
    availability.set(set.metadata.uid, [...seen, { atMs, available: availableOf(before ?? set) }]);
    const deployment = decidedBy(set, before, replica);
    if (deployment === undefined || set.spec.replicas === before?.spec.replicas) return;
    if (atMs - (specChangedMs.get(deployment.metadata.uid) ?? 0) < lagMs) return;
    const siblings = [...(replica.get('replicasets.apps')?.values() ?? [])].filter(
      (each) => controllerOf(each)?.uid === deployment.metadata.uid,
    ) as ReplicaSet[];
    checkSurge(change, deployment, siblings, found);
    const mostAvailable = (uid: string) =>
      Math.max(
        0,
        ...(availability.get(uid) ?? [])
          .filter((each) => each.atMs > atMs - lagMs)
          .map((each) => each.available),
      );
    checkUnavailable(change, deployment, siblings, mostAvailable, found);
  };
}

const availableOf = ({ status }: ReplicaSet) => status?.availableReplicas ?? 0;

const sizeNote = (set: ReplicaSet | undefined) =>
  Number(set?.metadata.annotations?.['deployment.kubernetes.io/desired-replicas'] ?? Number.NaN);

/** The Deployment that made this decision, when it is one about a rolling update of its present size. */
function decidedBy(
  set: ReplicaSet,
  before: ReplicaSet | undefined,
  replica: Replica,
): Deployment | undefined {
  const owner = controllerOf(set);
  if (owner?.kind !== 'Deployment') return undefined;
  const found = replica.get('deployments.apps')?.get(`${set.metadata.namespace}/${owner.name}`);
  const deployment = found as Deployment | undefined;
  if (deployment?.metadata.uid !== owner.uid || deployment.spec.strategy.type !== 'RollingUpdate')
    return undefined;
  const { replicas } = deployment.spec;
  const isSameSize = sizeNote(set) === replicas && (before === undefined || sizeNote(before) === replicas);
  return isSameSize ? deployment : undefined;
}

function checkSurge(
  { object, previous }: Change,
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  found: string[],
): void {
  const { replicas } = (object as ReplicaSet).spec;
  const had = (previous as ReplicaSet | undefined)?.spec.replicas ?? 0;
  const { surge } = bounds(deployment);
  const total = sets.reduce((sum, { spec }) => sum + spec.replicas, 0);
  const limit = deployment.spec.replicas + surge;
  if (replicas > had && total > limit && total - replicas + had <= limit)
    found.push(
      `Deployment ${deployment.metadata.name} asks for ${total} Pods; ${deployment.spec.replicas} and a surge of ${surge} are allowed.`,
    );
}

function checkUnavailable(
  { object, previous }: Change,
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  mostAvailable: (uid: string) => number,
  found: string[],
): void {
  const { replicas } = (object as ReplicaSet).spec;
  const had = (previous as ReplicaSet | undefined)?.spec.replicas ?? 0;
  if (replicas >= had) return;
  const left = (size: (set: ReplicaSet) => number) =>
    sets.reduce(
      (sum, set) => sum + Math.min(size(set), Math.max(availableOf(set), mostAvailable(set.metadata.uid))),
      0,
    );
  const after = left(({ spec }) => spec.replicas);
  const prior = left((set) => (set === object ? had : set.spec.replicas));
  const { unavailable } = bounds(deployment);
  if (after < deployment.spec.replicas - unavailable && after < prior)
    found.push(
      `Deployment ${deployment.metadata.name} leaves ${after} Pods available of ${deployment.spec.replicas}; ${unavailable} may be missing.`,
    );
}

const scaled = (value: IntOrString, total: number, round: (value: number) => number) =>
  typeof value === 'number' ? value : round((total * Number.parseFloat(value)) / 100);

/** ResolveFenceposts: surge rounds up, unavailable down, and not both are zero. */
export function bounds({ spec }: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge = 0, maxUnavailable = 0 } = spec.strategy.rollingUpdate ?? {};
  const surge = scaled(maxSurge, spec.replicas, Math.ceil);
  const unavailable = scaled(maxUnavailable, spec.replicas, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}
