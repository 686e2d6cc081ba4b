import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../cluster/api/apps';
import type { Job } from '../../cluster/api/batch';
import type { Pod } from '../../cluster/api/core';
import type { LabelSelector } from '../../cluster/api/meta';
import { controllerOf } from '../../cluster/api/selectors';
import { parseTimestamp } from '../../cluster/api/time';
import type { Invocation } from '../kubectl.types';
import { humanDuration } from '../printers/human-duration';
import { jsonText } from '../printers/json-text';
import { formatLabels } from '../printers/table-printer';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';
import { formatLabelSelector, selectorText } from '../resource/selector-text';
import { describePodTemplate, printController } from './describe-pod';
import {
  type DescribeWriter,
  formatTime,
  orNone,
  printAnnotationsMultiline,
  printConditions,
  printLabelsMultiline,
} from './describe-writer';

/** What makes Pods (kubectl/pkg/describe/describe.go). */
function listOf<T>(invocation: Invocation, type: string, namespace: string, selector: LabelSelector): T[] {
  const mapping = mappingFor(invocation.client, type);
  return listItems(
    invocation,
    { mapping, namespace },
    { selector: selectorText(selector) },
  ) as unknown as T[];
}

interface Selecting {
  readonly metadata: Deployment['metadata'];
  readonly spec: { readonly selector: LabelSelector };
}

function podsStatus(invocation: Invocation, { metadata, spec }: Selecting): string {
  const pods = listOf<Pod>(invocation, 'pods', metadata.namespace ?? '', spec.selector);
  const owned = pods.filter((pod) => controllerOf(pod)?.uid === metadata.uid);
  const count = (phase: string) => owned.filter(({ status }) => status.phase === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}

export function describeDeployment(w: DescribeWriter, deployment: Deployment, invocation: Invocation): void {
  const { metadata, spec, status } = deployment;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  w.field('CreationTimestamp', formatTime(metadata.creationTimestamp));
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.field('Selector', selectorText(spec.selector));
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status;
  w.field(
    'Replicas',
    `${spec.replicas} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`,
  );
  w.field('StrategyType', spec.strategy.type);
  w.field('MinReadySeconds', spec.minReadySeconds ?? 0);
  const { rollingUpdate } = spec.strategy;
  if (rollingUpdate)
    w.field(
      'RollingUpdateStrategy',
      `${rollingUpdate.maxUnavailable} max unavailable, ${rollingUpdate.maxSurge} max surge`,
    );
  describePodTemplate(w, spec.template);
  printConditions(w, status.conditions);
  describeReplicaSets(w, deployment, invocation);
}

function describeReplicaSets(
  w: DescribeWriter,
  { metadata, spec }: Deployment,
  invocation: Invocation,
): void {
  const sets = listOf<ReplicaSet>(invocation, 'replicasets.apps', metadata.namespace ?? '', spec.selector);
  const owned = sets.filter((each) => controllerOf(each)?.uid === metadata.uid);
  const wanted = jsonText(spec.template, 0);
  const made = (each: ReplicaSet) => parseTimestamp(each.metadata.creationTimestamp);
  const sorted = [...owned].sort((a, b) => made(a) - made(b) || (a.metadata.name < b.metadata.name ? -1 : 1));
  const current = sorted.find((each) => templateText(each) === wanted);
  const text = (list: readonly ReplicaSet[]) =>
    orNone(
      list
        .map(
          (each) => `${each.metadata.name} (${each.status.replicas}/${each.spec.replicas} replicas created)`,
        )
        .join(', '),
    );
  if (owned.length === 0) return;
  w.field('OldReplicaSets', text(sorted.filter((each) => each !== current)));
  w.field('NewReplicaSet', text(current ? [current] : []));
}

/** The template without the label the deployment controller adds. */
function templateText({ spec: { template } }: ReplicaSet): string {
  const { 'pod-template-hash': _, ...labels } = template.metadata?.labels ?? {};
  return jsonText({ ...template, metadata: { ...template.metadata, labels } }, 0);
}

export function describeReplicaSet(w: DescribeWriter, set: ReplicaSet, invocation: Invocation): void {
  const { metadata, spec, status } = set;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  w.field('Selector', formatLabelSelector(spec.selector));
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  printController(w, set);
  w.field('Replicas', `${status.replicas} current / ${spec.replicas} desired`);
  w.field('Pods Status', podsStatus(invocation, set));
  describePodTemplate(w, spec.template);
  printConditions(w, status.conditions);
}

export function describeStatefulSet(w: DescribeWriter, set: StatefulSet, invocation: Invocation): void {
  const { metadata, spec, status } = set;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  w.field('CreationTimestamp', formatTime(metadata.creationTimestamp));
  w.field('Selector', selectorText(spec.selector));
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.field('Replicas', `${spec.replicas} desired | ${status.replicas} total`);
  w.field('Update Strategy', spec.updateStrategy.type);
  const { partition, maxUnavailable } = spec.updateStrategy.rollingUpdate ?? {};
  if (partition !== undefined) w.field('Partition', partition, 1);
  if (partition !== undefined && maxUnavailable !== undefined) w.field('MaxUnavailable', maxUnavailable, 1);
  w.field('Pods Status', podsStatus(invocation, set));
  describePodTemplate(w, spec.template);
  w.field('Volume Claims', '<none>');
}

export function describeDaemonSet(w: DescribeWriter, set: DaemonSet, invocation: Invocation): void {
  const { metadata, spec, status } = set;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  w.field('Selector', selectorText(spec.selector));
  w.field('Node-Selector', formatLabels(spec.template.spec.nodeSelector ?? {}));
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.line(0, `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled}`);
  w.line(0, `Current Number of Nodes Scheduled: ${status.currentNumberScheduled}`);
  w.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}`);
  w.line(0, `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}`);
  w.line(0, `Number of Nodes Misscheduled: ${status.numberMisscheduled}`);
  w.field('Pods Status', podsStatus(invocation, set));
  describePodTemplate(w, spec.template);
}

export function describeJob(w: DescribeWriter, job: Job): void {
  const { metadata, spec, status } = job;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  w.field('Selector', selectorText(spec.selector));
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  printController(w, job);
  w.field('Parallelism', spec.parallelism);
  w.field('Completions', spec.completions ?? '<unset>');
  w.field('Completion Mode', spec.completionMode);
  w.field('Suspend', spec.suspend);
  w.field('Backoff Limit', spec.backoffLimit);
  if (spec.ttlSecondsAfterFinished !== undefined)
    w.field('TTL Seconds After Finished', spec.ttlSecondsAfterFinished);
  const { startTime, completionTime, active = 0, ready, succeeded = 0, failed = 0 } = status;
  if (startTime) w.field('Start Time', formatTime(startTime));
  if (completionTime) w.field('Completed At', formatTime(completionTime));
  if (startTime && completionTime)
    w.field('Duration', humanDuration(parseTimestamp(completionTime) - parseTimestamp(startTime)));
  if (spec.activeDeadlineSeconds !== undefined)
    w.field('Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`);
  const readyText = ready === undefined ? '' : ` (${ready} Ready)`;
  w.field('Pods Statuses', `${active} Active${readyText} / ${succeeded} Succeeded / ${failed} Failed`);
  if (spec.completionMode === 'Indexed')
    w.field('Completed Indexes', capIndexes(status.completedIndexes ?? ''));
  describePodTemplate(w, spec.template);
}

function capIndexes(indexes: string): string {
  if (indexes === '') return '<none>';
  const end = indexes.indexOf(',', 50);
  return end < 0 ? indexes : `${indexes.slice(0, end + 1)}...`;
}
