/** The fields of the named groups and of metav1. How a line is read stands in `schema.ts`. */
type Models = Readonly<Record<string, string>>;

/** k8s.io/apimachinery/pkg/apis/meta/v1 */
export const metaModels: Models = {
  ObjectMeta:
    'annotations{} creationTimestamp:T deletionGracePeriodSeconds:l? deletionTimestamp:T finalizers[]~ generateName generation:l labels{} managedFields:ManagedFieldsEntry[] name namespace ownerReferences:OwnerReference[]~uid resourceVersion selfLink uid',
  OwnerReference: 'apiVersion! blockOwnerDeletion:b? controller:b? kind! name! uid!',
  ManagedFieldsEntry: 'apiVersion fieldsType fieldsV1:A manager operation subresource time:T',
  ListMeta: 'continue remainingItemCount:l? resourceVersion selfLink',
  LabelSelector: 'matchExpressions:LabelSelectorRequirement[] matchLabels{}',
  LabelSelectorRequirement: 'key! operator! values[]',
  Condition: 'lastTransitionTime!:T message! observedGeneration:l reason! status! type!',
  DeleteOptions:
    'apiVersion dryRun[] gracePeriodSeconds:l? ignoreStoreReadErrorWithClusterBreakingPotential:b? kind orphanDependents:b? preconditions:Preconditions propagationPolicy?',
  Preconditions: 'resourceVersion? uid?',
};

const workloadCondition = 'lastTransitionTime:T& message reason status! type!';

/** k8s.io/api/apps/v1 */
export const appsModels: Models = {
  Deployment: '@ spec:DeploymentSpec& status:DeploymentStatus&',
  DeploymentSpec:
    'minReadySeconds:i paused:b progressDeadlineSeconds:i? replicas:i? revisionHistoryLimit:i? selector!:LabelSelector strategy:DeploymentStrategy&^ template!:PodTemplateSpec&',
  DeploymentStrategy:
    'rollingUpdate:RollingUpdateDeployment type=DeploymentStrategyType:Recreate|RollingUpdate',
  RollingUpdateDeployment: 'maxSurge:X maxUnavailable:X',
  DeploymentStatus:
    'availableReplicas:i collisionCount:i? conditions:DeploymentCondition[]~type observedGeneration:l readyReplicas:i replicas:i terminatingReplicas:i? unavailableReplicas:i updatedReplicas:i',
  DeploymentCondition: 'lastTransitionTime:T& lastUpdateTime:T& message reason status! type!',
  ReplicaSet: '@ spec:ReplicaSetSpec& status:ReplicaSetStatus&',
  ReplicaSetSpec: 'minReadySeconds:i replicas:i? selector!:LabelSelector template:PodTemplateSpec&',
  ReplicaSetStatus:
    'availableReplicas:i conditions:ReplicaSetCondition[]~type fullyLabeledReplicas:i observedGeneration:l readyReplicas:i replicas!:i terminatingReplicas:i?',
  ReplicaSetCondition: workloadCondition,
  StatefulSet: '@ spec:StatefulSetSpec& status:StatefulSetStatus&',
  StatefulSetSpec:
    'minReadySeconds:i ordinals:StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy=PodManagementPolicyType:OrderedReady|Parallel replicas:i? revisionHistoryLimit:i? selector!:LabelSelector serviceName template!:PodTemplateSpec& updateStrategy:StatefulSetUpdateStrategy& volumeClaimTemplates:*[]',
  StatefulSetOrdinals: 'start:i',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted whenScaled',
  StatefulSetUpdateStrategy:
    'rollingUpdate:RollingUpdateStatefulSetStrategy type=StatefulSetUpdateStrategyType:OnDelete|RollingUpdate',
  RollingUpdateStatefulSetStrategy: 'maxUnavailable:X partition:i?',
  StatefulSetStatus:
    'availableReplicas:i collisionCount:i? conditions:StatefulSetCondition[]~type currentReplicas:i currentRevision observedGeneration:l readyReplicas:i replicas!:i updateRevision updatedReplicas:i',
  StatefulSetCondition: workloadCondition,
  DaemonSet: '@ spec:DaemonSetSpec& status:DaemonSetStatus&',
  DaemonSetSpec:
    'minReadySeconds:i revisionHistoryLimit:i? selector!:LabelSelector template!:PodTemplateSpec& updateStrategy:DaemonSetUpdateStrategy&',
  DaemonSetUpdateStrategy:
    'rollingUpdate:RollingUpdateDaemonSet type=DaemonSetUpdateStrategyType:OnDelete|RollingUpdate',
  RollingUpdateDaemonSet: 'maxSurge:X maxUnavailable:X',
  DaemonSetStatus:
    'collisionCount:i? conditions:DaemonSetCondition[]~type currentNumberScheduled!:i desiredNumberScheduled!:i numberAvailable:i numberMisscheduled!:i numberReady!:i numberUnavailable:i observedGeneration:l updatedNumberScheduled:i',
  DaemonSetCondition: workloadCondition,
  ControllerRevision: '@ data:A revision!:l',
};

/** k8s.io/api/batch/v1 */
export const batchModels: Models = {
  Job: '@ spec:JobSpec& status:JobStatus&',
  JobSpec:
    'activeDeadlineSeconds:l? backoffLimit:i? backoffLimitPerIndex:i? completionMode?=CompletionMode:Indexed|NonIndexed completions:i? managedBy? manualSelector:b? maxFailedIndexes:i? parallelism:i? podFailurePolicy:PodFailurePolicy podReplacementPolicy?=PodReplacementPolicy:Failed|TerminatingOrFailed selector:LabelSelector successPolicy:SuccessPolicy suspend:b? template!:PodTemplateSpec& ttlSecondsAfterFinished:i?',
  PodFailurePolicy: 'rules!:PodFailurePolicyRule[]',
  PodFailurePolicyRule:
    'action!=PodFailurePolicyAction:Count|FailIndex|FailJob|Ignore onExitCodes:PodFailurePolicyOnExitCodesRequirement onPodConditions:PodFailurePolicyOnPodConditionsPattern[]',
  PodFailurePolicyOnExitCodesRequirement:
    'containerName? operator!=PodFailurePolicyOnExitCodesOperator:In|NotIn values!:i[]',
  PodFailurePolicyOnPodConditionsPattern: 'status type!',
  SuccessPolicy: 'rules!:SuccessPolicyRule[]',
  SuccessPolicyRule: 'succeededCount:i? succeededIndexes?',
  JobStatus:
    'active:i completedIndexes completionTime:T conditions:JobCondition[]~type failed:i failedIndexes? ready:i? startTime:T succeeded:i terminating:i? uncountedTerminatedPods:UncountedTerminatedPods',
  JobCondition: 'lastProbeTime:T& lastTransitionTime:T& message reason status! type!',
  UncountedTerminatedPods: 'failed[] succeeded[]',
};

/** k8s.io/api/autoscaling/v2 */
export const autoscalingModels: Models = {
  HorizontalPodAutoscaler: '@ spec:HorizontalPodAutoscalerSpec& status:HorizontalPodAutoscalerStatus&',
  HorizontalPodAutoscalerSpec:
    'behavior:HorizontalPodAutoscalerBehavior maxReplicas!:i metrics:MetricSpec[] minReplicas:i? scaleTargetRef!:CrossVersionObjectReference&',
  CrossVersionObjectReference: 'apiVersion kind! name!',
  HorizontalPodAutoscalerBehavior: 'scaleDown:HPAScalingRules scaleUp:HPAScalingRules',
  HPAScalingRules: 'policies:HPAScalingPolicy[] selectPolicy? stabilizationWindowSeconds:i? tolerance:Q',
  HPAScalingPolicy: 'periodSeconds!:i type! value!:i',
  MetricSpec:
    'containerResource:ContainerResourceMetricSource external:ExternalMetricSource object:ObjectMetricSource pods:PodsMetricSource resource:ResourceMetricSource type!',
  ContainerResourceMetricSource: 'container! name! target!:MetricTarget&',
  ExternalMetricSource: 'metric!:MetricIdentifier& target!:MetricTarget&',
  ObjectMetricSource:
    'describedObject!:CrossVersionObjectReference& metric!:MetricIdentifier& target!:MetricTarget&',
  PodsMetricSource: 'metric!:MetricIdentifier& target!:MetricTarget&',
  ResourceMetricSource: 'name! target!:MetricTarget&',
  MetricIdentifier: 'name! selector:LabelSelector',
  MetricTarget: 'averageUtilization:i? averageValue:Q type! value:Q',
  HorizontalPodAutoscalerStatus:
    'conditions:HorizontalPodAutoscalerCondition[]~type currentMetrics:MetricStatus[] currentReplicas:i desiredReplicas!:i lastScaleTime:T observedGeneration:l?',
  HorizontalPodAutoscalerCondition: workloadCondition,
  MetricStatus:
    'containerResource:ContainerResourceMetricStatus external:* object:* pods:* resource:ResourceMetricStatus type!',
  ContainerResourceMetricStatus: 'container! current!:MetricValueStatus& name!',
  ResourceMetricStatus: 'current!:MetricValueStatus& name!',
  MetricValueStatus: 'averageUtilization:i? averageValue:Q value:Q',
};

/** k8s.io/api/autoscaling/v1: only the Scale behind `/scale` is served. */
export const scaleModels: Models = {
  Scale: '@ spec:ScaleSpec& status:ScaleStatus&',
  ScaleSpec: 'replicas:i',
  ScaleStatus: 'replicas!:i selector',
};

/** k8s.io/api/policy/v1 */
export const policyModels: Models = {
  PodDisruptionBudget: '@ spec:PodDisruptionBudgetSpec& status:PodDisruptionBudgetStatus&',
  PodDisruptionBudgetSpec:
    'maxUnavailable:X minAvailable:X selector:LabelSelector^ unhealthyPodEvictionPolicy?=UnhealthyPodEvictionPolicyType:AlwaysAllow|IfHealthyBudget',
  PodDisruptionBudgetStatus:
    'conditions:Condition[]~type currentHealthy!:i desiredHealthy!:i disruptedPods:T{} disruptionsAllowed!:i expectedPods!:i observedGeneration:l',
  Eviction: '@ deleteOptions:DeleteOptions',
};

/** k8s.io/api/scheduling/v1 */
export const schedulingModels: Models = {
  PriorityClass:
    '@ description globalDefault:b preemptionPolicy?=PreemptionPolicy:Never|PreemptLowerPriority value!:i',
};

/** k8s.io/api/coordination/v1 */
export const coordinationModels: Models = {
  Lease: '@ spec:LeaseSpec&',
  LeaseSpec:
    'acquireTime:M holderIdentity? leaseDurationSeconds:i? leaseTransitions:i? preferredHolder? renewTime:M strategy?',
};

/** k8s.io/api/discovery/v1 */
export const discoveryModels: Models = {
  EndpointSlice: '@ addressType!=AddressType:FQDN|IPv4|IPv6 endpoints!:Endpoint[] ports:EndpointPort[]',
  Endpoint:
    'addresses![] conditions:EndpointConditions& deprecatedTopology{} hints:EndpointHints hostname? nodeName? targetRef:ObjectReference zone?',
  EndpointConditions: 'ready:b? serving:b? terminating:b?',
  EndpointHints: 'forNodes:ForNode[] forZones:ForZone[]',
  ForNode: 'name!',
  ForZone: 'name!',
  EndpointPort: 'appProtocol? name? port:i? protocol?=Protocol:SCTP|TCP|UDP',
};

/** k8s.io/api/events/v1: other words for the stored core Event. */
export const eventsModels: Models = {
  Event:
    '@ action deprecatedCount:i deprecatedFirstTimestamp:T deprecatedLastTimestamp:T deprecatedSource:EventSource& eventTime!:M note reason regarding:ObjectReference& related:ObjectReference reportingController reportingInstance series:EventSeries type',
  EventSeries: 'count!:i lastObservedTime!:M',
};

/** k8s.io/metrics/pkg/apis/metrics/v1beta1 */
export const metricsModels: Models = {
  NodeMetrics: '@ timestamp!:T& usage!:R window!',
  PodMetrics: '@ containers!:ContainerMetrics[] timestamp!:T& window!',
  ContainerMetrics: 'name! usage!:R',
};
