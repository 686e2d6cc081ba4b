import type { ControllerRevision, Deployment, ReplicaSet } from '../../../cluster/api/apps';
import type { PodTemplateSpec } from '../../../cluster/api/core';
import { controllerOf } from '../../../cluster/api/selectors';
import { at, withAt } from '../../apply/json-value';
import type { KubeDocument } from '../../kube-document';
import type { Invocation } from '../../kubectl.types';
import { TabWriter } from '../../printers/tab-writer';
import type { Mapping } from '../../resource/discovery';
import { listItems } from '../../resource/list-items';
import { mappingFor } from '../../resource/rest-mapper';
import type { Found } from '../change-objects';

/** The revisions of a workload (k8s.io/kubectl/pkg/polymorphichelpers/history.go). */
export interface Revision {
  readonly number: number;
  readonly changeCause: string;
  readonly template: PodTemplateSpec;
  /** What `-o yaml` shows of it. */
  readonly object: KubeDocument;
  readonly annotations: Readonly<Record<string, string>>;
  /** What a ControllerRevision would put back, as a strategic merge patch. */
  readonly data?: unknown;
}

const revisionAnnotation = 'deployment.kubernetes.io/revision';
const causeAnnotation = 'kubernetes.io/change-cause';

/** Oldest first. Throws for kinds without history. */
export function revisionsOf(invocation: Invocation, { object, namespace, mapping }: Found): Revision[] {
  const { client } = invocation;
  const owned = (plural: string) =>
    listItems(
      { client },
      { mapping: mappingFor(client, plural), namespace },
      { selector: selectorText(object.spec) },
    ).filter((each) => controllerOf(each as never)?.uid === object.metadata?.uid);
  let revisions: Revision[];
  if (mapping.kind === 'Deployment')
    revisions = (owned('replicasets.apps') as unknown as ReplicaSet[]).map(({ metadata, spec, ...rest }) => ({
      object: { ...rest, metadata, spec } as unknown as KubeDocument,
      number: Number(metadata.annotations?.[revisionAnnotation] ?? 0),
      changeCause: metadata.annotations?.[causeAnnotation] ?? '',
      annotations: metadata.annotations ?? {},
      template: spec.template,
    }));
  else if (mapping.kind === 'DaemonSet' || mapping.kind === 'StatefulSet')
    revisions = (owned('controllerrevisions.apps') as unknown as ControllerRevision[]).map(
      ({ metadata, revision, data }) => ({
        number: revision,
        object: withAt(
          object,
          ['spec', 'template'],
          withoutPatchMark(at(data, 'spec', 'template')),
        ) as KubeDocument,
        changeCause: metadata.annotations?.[causeAnnotation] ?? '',
        annotations: metadata.annotations ?? {},
        template: withoutPatchMark(at(data, 'spec', 'template')),
        data,
      }),
    );
  else throw notRolling(mapping, 'error retrieving history', 'no history viewer');
  return revisions.sort((a, b) => a.number - b.number);
}

/** Kinds that upstream's visitor knows without having a history for them. */
const visited = new Set(['Pod', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob']);

/** What is said of a kind that has no rollouts. */
export function notRolling({ group, kind }: Mapping, retrieving: string, missing: string): Error {
  const quoted = JSON.stringify(group === '' ? kind : `${kind}.${group}`);
  return new Error(
    visited.has(kind)
      ? `${missing} has been implemented for ${quoted}`
      : `${retrieving} for ${quoted}, no visitor method exists for {${group} ${kind}}`,
  );
}

function withoutPatchMark(template: unknown): PodTemplateSpec {
  const { $patch: _, ...rest } = (template ?? {}) as Record<string, unknown>;
  return rest as unknown as PodTemplateSpec;
}

/** The selector of a workload in the text form that lists understand. */
function selectorText(spec: unknown): string {
  const { matchLabels = {}, matchExpressions = [] } = (spec as Deployment['spec']).selector ?? {};
  const words = { In: 'in', NotIn: 'notin' } as const;
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return key;
      return operator === 'DoesNotExist' ? `!${key}` : `${key} ${words[operator]} (${values.join(',')})`;
    }),
  ].join(',');
}

/** The table of `rollout history`. */
export function historyTable(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  let text = '';
  const table = new TabWriter(
    (part) => {
      text += part;
    },
    0,
    2,
  );
  table.row(['REVISION', 'CHANGE-CAUSE']);
  for (const { number, changeCause } of revisions) table.row([String(number), changeCause || '<none>']);
  table.flush();
  return text;
}
