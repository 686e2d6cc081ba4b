import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import type { Mapping } from '../resource/discovery';
import { qualifiedName } from '../resource/rest-mapper';
import {
  describeConfigMap,
  describeNamespace,
  describeSecret,
  describeServiceAccount,
} from './describe-config';
import { describeEvents, referenceTo, searchEvents } from './describe-events';
import { describeGeneric } from './describe-generic';
import { describeNode } from './describe-node';
import { describePod } from './describe-pod';
import { describeAutoscaler, describeBudget, describePriorityClass } from './describe-policies';
import { describeEndpointSlice, describeEndpoints, describeService } from './describe-services';
import {
  describeDaemonSet,
  describeDeployment,
  describeJob,
  describeReplicaSet,
  describeStatefulSet,
} from './describe-workloads';
import { DescribeWriter } from './describe-writer';

/** Which kind is described how (kubectl/pkg/describe/describe.go, describerMap). A kind that is absent is described field by field. */
type Describer = (w: DescribeWriter, object: never, invocation: Invocation) => void;

const describers: Readonly<Record<string, Describer>> = {
  pods: (w, object, { host }) => describePod(w, object, host.epochNowMs()),
  services: describeService,
  endpoints: describeEndpoints,
  'endpointslices.discovery.k8s.io': describeEndpointSlice,
  nodes: describeNode,
  namespaces: describeNamespace,
  configmaps: describeConfigMap,
  secrets: describeSecret,
  serviceaccounts: describeServiceAccount,
  'deployments.apps': describeDeployment,
  'replicasets.apps': describeReplicaSet,
  'statefulsets.apps': describeStatefulSet,
  'daemonsets.apps': describeDaemonSet,
  'jobs.batch': describeJob,
  'horizontalpodautoscalers.autoscaling': describeAutoscaler,
  'poddisruptionbudgets.policy': describeBudget,
  'priorityclasses.scheduling.k8s.io': describePriorityClass,
};

const withoutEvents = ['namespaces', 'secrets'];

/** The description of one object, with its events. */
export function describeObject(
  invocation: Invocation,
  mapping: Mapping,
  object: KubeDocument,
  showsEvents: boolean,
): string {
  const w = new DescribeWriter();
  const name = qualifiedName(mapping);
  const describer = Object.hasOwn(describers, name) ? describers[name] : undefined;
  if (describer) describer(w, object as never, invocation);
  else describeGeneric(w, object);
  if (!showsEvents || withoutEvents.includes(name)) return w.toString();
  const reference = referenceTo(object);
  const events = searchEvents(invocation, name === 'pods' ? { ...reference, kind: undefined } : reference);
  // The kubelet speaks of its node by name instead of uid.
  if (name === 'nodes') events.push(...searchEvents(invocation, { ...reference, uid: reference.name }));
  describeEvents(w, events, invocation.host.epochNowMs());
  return w.toString();
}
