import type { Task } from '../../../cluster/process';
import { at, isEqualJson, isMap, type Json, withAt } from '../../apply/json-value';
import { outcomePrinter, type PrintOutcome } from '../../apply/outcome';
import { sendPatch } from '../../apply/patcher';
import { twoWayMergePatch } from '../../apply/three-way-merge';
import { allFlag, dryRunOf, writeFlags, writeQuery } from '../../apply/write-flags';
import { filenameFlags, selectorFlag } from '../../flag-sets';
import type { KubeDocument } from '../../kube-document';
import type { Flag, Invocation } from '../../kubectl.types';
import { chosenBy, type Found, forEachObject } from '../change-objects';

/** What the verbs of `kubectl set` share (k8s.io/kubectl/pkg/cmd/set/helper.go). Left out: --local. */
export const setFlags: readonly Flag[] = [
  ...filenameFlags,
  ...writeFlags('kubectl-set'),
  allFlag,
  selectorFlag,
  { name: 'local', type: 'bool', isNotSimulated: true, usage: '' },
];

const specPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};
const templated = new Set([
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'ReplicationController',
]);

/** The field with the Pod's spec. Throws for kinds without one (polymorphichelpers.UpdatePodSpecForObject). */
function podSpecPath(object: KubeDocument): readonly string[] {
  const { apiVersion = '', kind = '' } = object;
  const own = Object.hasOwn(specPaths, kind) ? specPaths[kind] : undefined;
  if (own) return own;
  if (templated.has(kind)) return ['spec', 'template', 'spec'];
  throw new Error(
    `the object is not a pod or does not have a pod template: *${apiVersion.split('/').at(-1)}.${kind}`,
  );
}

export interface PodSpecChange {
  /** `image updated` */
  readonly operation: string;
  /** Behind `failed to patch`, when the server refuses. */
  readonly problem: string;
  /** The new spec. Throws what is wrong. */
  readonly change: (spec: Json, object: KubeDocument) => Json;
  /** Whether an object that stays as it is says nothing (`set image`), or is printed all the same. */
  readonly isSilentWhenSame?: boolean;
}

/** Changes the Pod spec of every object chosen by `resources` and the flags. */
export function changePodSpecs(
  invocation: Invocation,
  resources: readonly string[],
  change: PodSpecChange,
): Task<number> {
  const dryRun = dryRunOf(invocation);
  const print = outcomePrinter(invocation, change.operation, dryRun);
  const { flags } = invocation;
  const options = chosenBy(invocation, resources, {
    selector: flags.string('selector'),
    isAll: flags.bool('all'),
  });
  return forEachObject(invocation, options, (found) => changeOne(invocation, found, change, print));
}

function changeOne(invocation: Invocation, found: Found, change: PodSpecChange, print: PrintOutcome): void {
  const dryRun = dryRunOf(invocation);
  const { object } = found;
  const path = podSpecPathOf(found);
  const spec = at(object, ...path);
  const next = change.change(isMap(spec) ? spec : {}, object);
  const isSame = isEqualJson(spec, next);
  if (isSame && change.isSilentWhenSame) return;
  const changed = withAt(object, path, next);
  if (dryRun === 'client') {
    print(changed);
    return;
  }
  try {
    print(
      sendPatch(
        invocation,
        found,
        'strategic',
        twoWayMergePatch(object, changed),
        writeQuery(invocation, dryRun),
      ),
    );
  } catch (error) {
    throw new Error(`failed to patch ${change.problem} ${(error as Error).message}`);
  }
}

export function podSpecPathOf({ object, mapping, name }: Found): readonly string[] {
  try {
    return podSpecPath(object);
  } catch (error) {
    throw new Error(`${mapping.plural}/${name} ${(error as Error).message}`);
  }
}

/** The containers of a spec, changed one by one. `change` returns undefined for what stays. */
export function mapContainers(
  spec: Json,
  field: string,
  change: (container: Json) => Json | undefined,
): Json {
  const list = at(spec, field);
  if (!Array.isArray(list)) return spec;
  let isChanged = false;
  const next = list.map((container: unknown) => {
    const changed = isMap(container) ? change(container) : undefined;
    if (changed !== undefined) isChanged = true;
    return changed ?? container;
  });
  return isChanged ? { ...spec, [field]: next } : spec;
}
