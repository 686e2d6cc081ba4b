import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../cluster/api/apps';
import type { Job } from '../cluster/api/batch';
import type { ContainerStatus, Endpoints, Event, Node, Pod } from '../cluster/api/core';
import type { Condition, KubeObject } from '../cluster/api/meta';
import { controllerOf } from '../cluster/api/selectors';
import type { Change } from '../cluster/etcd';

/**
 * Watch events as the recordings' timelines write them: one line of JSON each, with the fields that matter. Two states
 * of an object that do not differ in these fields are written once.
 */
type Fields = Readonly<Record<string, unknown>>;

/** `True:Reason | message`, as far as each is there and wanted. */
function conditionText({ status, reason, message }: Condition, withMessage: boolean): string {
  return `${status}${reason ? `:${reason}` : ''}${withMessage && message ? ` | ${message}` : ''}`;
}

function conditionsOf(
  conditions: readonly Condition[] | undefined,
  withMessage: (type: string) => boolean,
): Fields {
  return Object.fromEntries(
    (conditions ?? []).map((condition) => [
      condition.type,
      conditionText(condition, withMessage(condition.type)),
    ]),
  );
}

const annotation = (object: KubeObject, name: string) =>
  object.metadata.annotations?.[`deployment.kubernetes.io/${name}`] ?? null;

function deployment(object: Deployment): Fields {
  const { spec, status, metadata } = object;
  return {
    gen: metadata.generation ?? null,
    observedGen: status.observedGeneration ?? null,
    spec: spec.replicas,
    replicas: status.replicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    unavailable: status.unavailableReplicas ?? 0,
    revision: annotation(object, 'revision'),
    conditions: conditionsOf(status.conditions, () => true),
  };
}

function replicaSet(object: ReplicaSet): Fields {
  const { spec, status, metadata } = object;
  return {
    gen: metadata.generation ?? null,
    observedGen: status.observedGeneration ?? null,
    spec: spec.replicas,
    replicas: status.replicas,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    revision: annotation(object, 'revision'),
    desiredAnn: annotation(object, 'desired-replicas'),
    maxAnn: annotation(object, 'max-replicas'),
    image: spec.template.spec.containers.map(({ image }) => image).join(','),
  };
}

function containerState({ state }: ContainerStatus): string {
  if (state.running) return 'running';
  if (state.waiting) return `waiting:${state.waiting.reason ?? ''}`;
  return `terminated:${state.terminated?.reason ?? ''} exit=${state.terminated?.exitCode ?? 0}`;
}

function pod(object: Pod): Fields {
  const { spec, status, metadata } = object;
  const owner = controllerOf(object);
  const containers = (statuses: readonly ContainerStatus[]) =>
    statuses.map((each) => ({
      name: each.name,
      ready: each.ready,
      state: containerState(each),
      restarts: each.restartCount,
    }));
  return {
    ...(metadata.deletionTimestamp !== undefined && {
      deleting: true,
      graceSeconds: metadata.deletionGracePeriodSeconds ?? null,
    }),
    ...(owner && { owner: `${owner.kind}/${owner.name}` }),
    node: spec.nodeName ?? null,
    phase: status.phase,
    ...(status.podIP && { podIP: status.podIP }),
    ...(status.reason && { reason: status.reason }),
    conditions: conditionsOf(status.conditions, () => false),
    ...(status.initContainerStatuses && { initContainers: containers(status.initContainerStatuses) }),
    ...(status.containerStatuses && { containers: containers(status.containerStatuses) }),
  };
}

function node({ spec, status }: Node): Fields {
  return {
    unschedulable: spec.unschedulable ?? false,
    taints: (spec.taints ?? []).map(
      ({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`,
    ),
    conditions: conditionsOf(status.conditions, (type) => type === 'Ready'),
  };
}

function event({
  type,
  reason,
  involvedObject,
  message,
  count,
  series,
  source,
  reportingComponent,
}: Event): Fields {
  return {
    type,
    reason,
    object: `${involvedObject.kind}/${involvedObject.name}`,
    message,
    count: series?.count ?? count ?? 1,
    source: source.component || reportingComponent,
  };
}

function endpoints({ subsets = [] }: Endpoints): Fields {
  return {
    subsets: subsets.map(({ addresses = [], notReadyAddresses = [], ports = [] }) => ({
      ready: addresses.map(({ ip }) => ip),
      notReady: notReadyAddresses.map(({ ip }) => ip),
      ports: ports.map(({ port }) => port),
    })),
  };
}

function daemonSet({ status }: DaemonSet): Fields {
  return {
    desiredNumberScheduled: status.desiredNumberScheduled,
    currentNumberScheduled: status.currentNumberScheduled,
    updatedNumberScheduled: status.updatedNumberScheduled ?? 0,
    numberReady: status.numberReady,
    numberAvailable: status.numberAvailable ?? 0,
    numberUnavailable: status.numberUnavailable ?? 0,
    numberMisscheduled: status.numberMisscheduled,
  };
}

function statefulSet({ spec, status, metadata }: StatefulSet): Fields {
  return {
    gen: metadata.generation ?? null,
    observedGen: status.observedGeneration ?? null,
    spec: spec.replicas,
    replicas: status.replicas,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    current: status.currentReplicas ?? 0,
    currentRevision: status.currentRevision ?? null,
    updateRevision: status.updateRevision ?? null,
  };
}

function job({ spec, status }: Job): Fields {
  const conditions = (status.conditions ?? []).map(
    ({ type, reason, message }) => `${type}:${reason ?? ''}${message ? ` | ${message}` : ''}`,
  );
  return {
    parallelism: spec.parallelism,
    completions: spec.completions ?? null,
    active: status.active ?? 0,
    succeeded: status.succeeded ?? 0,
    failed: status.failed ?? 0,
    conditions,
    ...(status.completionTime && { completed: true }),
  };
}

const views: Readonly<Record<string, (object: never) => Fields>> = {
  'deployments.apps': deployment,
  'replicasets.apps': replicaSet,
  'statefulsets.apps': statefulSet,
  'daemonsets.apps': daemonSet,
  'jobs.batch': job,
  pods: pod,
  nodes: node,
  events: event,
  endpoints,
};

/** Something a person did, in between. */
export interface Action {
  readonly atMs: number;
  readonly action: string;
}

/**
 * The lines of a timeline, in the order things happened.
 * @param fromMs virtual time that counts as 0
 */
export function timeline(
  changes: readonly Change[],
  actions: readonly Action[],
  fromMs: number,
): readonly string[] {
  const lines: string[] = [];
  const last = new Map<string, string>();
  const seconds = (atMs: number) => Math.round((atMs - fromMs) / 10) / 100;
  let next = 0;
  const tellActions = (untilMs: number) => {
    for (let each = actions[next]; each && each.atMs <= untilMs; each = actions[++next])
      lines.push(spacedJson({ t: seconds(each.atMs), action: each.action }));
  };
  for (const { type, storage, key, object, atMs } of changes) {
    const view = views[storage];
    if (view === undefined) continue;
    const { name, namespace } = object.metadata;
    const fields = {
      kind: object.kind,
      ...(storage !== 'events' && { name }),
      ...(namespace !== undefined && namespace !== 'default' && { ns: namespace }),
      ...view(object as never),
    };
    const text = spacedJson(fields);
    const id = `${storage} ${key} ${object.metadata.uid}`;
    const isSame = last.get(id) === text;
    last.set(id, text);
    if (atMs < fromMs || (type === 'MODIFIED' && isSame)) continue;
    tellActions(atMs);
    lines.push(spacedJson({ t: seconds(atMs), ev: type, ...fields }));
  }
  tellActions(Number.POSITIVE_INFINITY);
  return lines;
}

/** JSON with a space behind commas and colons, as the recordings have it. */
function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}: ${spacedJson(each)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
