import type { Pod, PodTemplateSpec } from '../../cluster/api/core';
import type { KubeObject } from '../../cluster/api/meta';
import { controllerOf } from '../../cluster/api/selectors';
import { translateTimestampSince } from '../printers/human-duration';
import { describeContainers } from './describe-containers';
import { describeSpread, describeVolumes, printTolerations } from './describe-volumes';
import {
  type DescribeWriter,
  formatTime,
  printAnnotationsMultiline,
  printLabelsMultiline,
} from './describe-writer';

/** A Pod (kubectl/pkg/describe/describe.go, describePod). */
export function describePod(w: DescribeWriter, pod: Pod, nowMs: number): void {
  describePodHead(w, pod, nowMs);
  const { spec, status } = pod;
  const { initContainers = [], containers, ephemeralContainers = [] } = spec;
  if (initContainers.length > 0)
    describeContainers(w, 'Init Containers', initContainers, status.initContainerStatuses ?? [], pod, '');
  describeContainers(w, 'Containers', containers, status.containerStatuses ?? [], pod, '');
  if (ephemeralContainers.length > 0)
    describeContainers(w, 'Ephemeral Containers', ephemeralContainers, [], pod, '');
  describePodConditions(w, pod);
  describeVolumes(w, spec.volumes);
  w.field('QoS Class', status.qosClass ?? 'BestEffort');
  printLabelsMultiline(w, 'Node-Selectors', spec.nodeSelector);
  printTolerations(w, 'Tolerations', spec.tolerations);
  describeSpread(w, spec.topologySpreadConstraints);
}

function describePodHead(w: DescribeWriter, pod: Pod, nowMs: number): void {
  const { metadata, spec, status } = pod;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  if (spec.priority !== undefined) w.field('Priority', spec.priority);
  if (spec.priorityClassName) w.field('Priority Class Name', spec.priorityClassName);
  if (spec.serviceAccountName) w.field('Service Account', spec.serviceAccountName);
  w.field('Node', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>');
  if (status.startTime) w.field('Start Time', formatTime(status.startTime));
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata;
  if (deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
    w.field('Status', `Terminating (lasts ${translateTimestampSince(deletionTimestamp, nowMs)})`);
    w.field('Termination Grace Period', `${deletionGracePeriodSeconds}s`);
  } else w.field('Status', status.phase);
  if (status.reason) w.field('Reason', status.reason);
  if (status.message) w.field('Message', status.message);
  w.field('IP', status.podIP ?? '');
  const { podIPs = [] } = status;
  if (podIPs.length === 0) w.field('IPs', '<none>');
  else w.line(0, 'IPs:');
  for (const { ip } of podIPs) w.field('IP', ip, 1);
  printController(w, pod);
  if (status.nominatedNodeName) w.field('NominatedNodeName', status.nominatedNodeName);
}

/** `Controlled By:  ReplicaSet/web-1`, if anything does. */
export function printController(w: DescribeWriter, object: KubeObject): void {
  const owner = controllerOf(object);
  if (owner) w.field('Controlled By', `${owner.kind}/${owner.name}`);
}

function describePodConditions(w: DescribeWriter, { spec, status }: Pod): void {
  const { conditions = [] } = status;
  const gates = spec.readinessGates ?? [];
  if (gates.length > 0) w.line(0, 'Readiness Gates:\n  Type\tStatus');
  for (const { conditionType } of gates) {
    const found = conditions.find(({ type }) => type === conditionType)?.status ?? '<none>';
    w.line(1, `${conditionType} \t${found} `);
  }
  if (conditions.length > 0) w.line(0, 'Conditions:\n  Type\tStatus');
  for (const { type, status: value } of conditions) w.line(1, `${type} \t${value} `);
}

export function describePodTemplate(w: DescribeWriter, { metadata, spec }: PodTemplateSpec): void {
  w.line(0, 'Pod Template:');
  printLabelsMultiline(w, '  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0)
    printAnnotationsMultiline(w, '  Annotations', metadata?.annotations);
  if (spec.serviceAccountName) w.field('Service Account', spec.serviceAccountName, 1);
  if (spec.initContainers?.length)
    describeContainers(w, 'Init Containers', spec.initContainers, [], undefined, '  ');
  describeContainers(w, 'Containers', spec.containers, [], undefined, '  ');
  describeVolumes(w, spec.volumes, '  ');
  describeSpread(w, spec.topologySpreadConstraints, '  ');
  if (spec.priorityClassName) w.field('Priority Class Name', spec.priorityClassName, 1);
  printLabelsMultiline(w, '  Node-Selectors', spec.nodeSelector);
  printTolerations(w, '  Tolerations', spec.tolerations);
}
