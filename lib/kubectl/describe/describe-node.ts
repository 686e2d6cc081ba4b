import type { Container, Node, Pod, Taint } from '../../cluster/api/core';
import type { ResourceList } from '../../cluster/api/meta';
import type { Lease } from '../../cluster/api/other';
import { milliValue, parseQuantity } from '../../cluster/api/quantity';
import { ApiError } from '../cli-error';
import type { Invocation } from '../kubectl.types';
import { translateTimestampSince } from '../printers/human-duration';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';
import {
  type DescribeWriter,
  formatTime,
  printAnnotationsMultiline,
  printLabelsMultiline,
  printMultiline,
} from './describe-writer';
import { add, quantityText, type Sum, zero } from './quantity-text';

/** A Node with what runs on it (kubectl/pkg/describe/describe.go, describeNode). */
export function describeNode(w: DescribeWriter, node: Node, invocation: Invocation): void {
  const { metadata, spec, status } = node;
  w.field('Name', metadata.name);
  const { 'kubernetes.io/role': role = '', ...labels } = metadata.labels ?? {};
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(labels).flatMap((key) =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  );
  const all = [...new Set([...roles, role])].filter((each) => each !== '').sort();
  w.field('Roles', all.join(',') || '<none>');
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.field('CreationTimestamp', formatTime(metadata.creationTimestamp));
  printTaints(w, spec.taints ?? []);
  w.field('Unschedulable', spec.unschedulable ?? false);
  describeLease(w, metadata.name, invocation);
  describeNodeStatus(w, status);
  if (spec.podCIDR) w.field('PodCIDR', spec.podCIDR);
  if (spec.podCIDRs?.length) w.field('PodCIDRs', spec.podCIDRs.join(','));
  if (spec.providerID) w.field('ProviderID', spec.providerID);
  const fieldSelector = `spec.nodeName=${metadata.name},status.phase!=Failed,status.phase!=Succeeded`;
  const mapping = mappingFor(invocation.client, 'pods');
  const pods = listItems(invocation, { mapping, namespace: '' }, { fieldSelector }) as unknown as Pod[];
  describeNodeResource(w, node, pods, invocation.host.epochNowMs());
}

function printTaints(w: DescribeWriter, taints: readonly Taint[]): void {
  const order = ({ effect, key }: Taint) => `${effect},${key}`;
  const sorted = [...taints].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const lines = sorted.map(
    ({ key, value = '', effect }) => `${key}${value === '' ? '' : `=${value}`}:${effect}`,
  );
  printMultiline(w, 'Taints', lines);
}

function describeLease(w: DescribeWriter, name: string, { client }: Invocation): void {
  try {
    const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`;
    const { spec } = client.get(path) as Lease;
    w.line(0, 'Lease:');
    w.field('HolderIdentity', spec.holderIdentity ?? '<unset>', 1);
    w.field('AcquireTime', spec.acquireTime ? formatTime(spec.acquireTime) : '<unset>', 1);
    w.field('RenewTime', spec.renewTime ? formatTime(spec.renewTime) : '<unset>', 1);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    w.field('Lease', `Failed to get lease: ${error.message}`);
  }
}

function describeNodeStatus(w: DescribeWriter, status: Node['status']): void {
  const { conditions = [], addresses = [], capacity = {}, allocatable = {}, nodeInfo } = status;
  if (conditions.length > 0) {
    w.line(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
    w.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  }
  for (const each of conditions)
    w.line(
      1,
      `${each.type} \t${each.status} \t${formatTime(each.lastHeartbeatTime)} \t${formatTime(each.lastTransitionTime)} \t${each.reason ?? ''} \t${each.message ?? ''}`,
    );
  w.line(0, 'Addresses:');
  for (const { type, address } of addresses) w.field(type, address, 1);
  for (const [title, list] of [
    ['Capacity', capacity],
    ['Allocatable', allocatable],
  ] as const) {
    const names = Object.keys(list).sort();
    if (names.length > 0) w.line(0, `${title}:`);
    for (const name of names) w.field(name, list[name], 1);
  }
  w.line(0, 'System Info:');
  for (const [title, key] of systemInfo) w.field(title, nodeInfo?.[key] ?? '', 1);
}

const systemInfo = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
] as const;

function describeNodeResource(w: DescribeWriter, node: Node, pods: readonly Pod[], nowMs: number): void {
  const allocatable = node.status.allocatable ?? node.status.capacity ?? {};
  const share = ({ value }: Sum, name: string) => {
    const all = name === 'cpu' ? milliValue(allocatable[name]) / 1000 : parseQuantity(allocatable[name]);
    return all === 0 ? 0 : Math.trunc((value / all) * 100);
  };
  const text = (sum: Sum, name: string) => `${quantityText(sum)} (${share(sum, name)}%)`;
  w.field('Non-terminated Pods', `(${pods.length} in total)`);
  w.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  w.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  for (const pod of pods) {
    const of = (list: 'requests' | 'limits', name: string) => text(podTotal([pod], list, name), name);
    const age = translateTimestampSince(pod.metadata.creationTimestamp, nowMs);
    w.line(
      1,
      `${pod.metadata.namespace}\t${pod.metadata.name}\t\t${of('requests', 'cpu')}\t${of('limits', 'cpu')}\t${of('requests', 'memory')}\t${of('limits', 'memory')}\t${age}`,
    );
  }
  w.line(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)');
  w.line(1, 'Resource\tRequests\tLimits');
  w.line(1, '--------\t--------\t------');
  const others = Object.keys(allocatable).sort();
  const huge = others.filter((name) => name.startsWith('hugepages-'));
  const extended = others.filter((name) => name.includes('/'));
  for (const name of ['cpu', 'memory', 'ephemeral-storage', ...huge])
    w.line(
      1,
      `${name}\t${text(podTotal(pods, 'requests', name), name)}\t${text(podTotal(pods, 'limits', name), name)}`,
    );
  for (const name of extended)
    w.line(
      1,
      `${name}\t${quantityText(podTotal(pods, 'requests', name))}\t${quantityText(podTotal(pods, 'limits', name))}`,
    );
}

/** resourcehelper.PodRequestsAndLimits, added up: containers and sidecars together, or one init container if it needs more. */
function podTotal(pods: readonly Pod[], list: 'requests' | 'limits', name: string): Sum {
  const of = ({ resources }: Container) => (resources[list] as ResourceList | undefined)?.[name];
  return pods.reduce((total, { spec }) => {
    const { containers, initContainers = [] } = spec;
    let sidecars = zero;
    let largest = zero;
    for (const each of initContainers) {
      const alone = of(each) === undefined ? sidecars : add(sidecars, of(each));
      if (each.restartPolicy === 'Always') sidecars = alone;
      if (alone.value > largest.value) largest = alone;
    }
    const running = containers.reduce(
      (sum, each) => (of(each) === undefined ? sum : add(sum, of(each))),
      sidecars,
    );
    const own = largest.value > running.value ? largest : running;
    return { value: total.value + own.value, isBinary: total.value === 0 ? own.isBinary : total.isBinary };
  }, zero);
}
