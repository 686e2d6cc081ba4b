/**
 * The messages typed clients send, as tables of field numbers (generated.proto of k8s.io/api and k8s.io/apimachinery).
 * One line is one message: `field=number:type`. Types: `s` string, `i` integer, `b` boolean, `bytes`, `Time`, `Quantity`,
 * `IntOrString`, or another message; `[]` in front repeats, `{}` is a map from string, `...` lays a message's fields into
 * its parent as Go's inline structs do. `*` behind the type is a Go pointer: there a zero is a value; elsewhere a zero is
 * a field that was left out. `!` behind the type is written even when it is zero. Left out: status, volumes of storage
 * drivers, security contexts.
 */
const source = `
TypeMeta apiVersion=1:s kind=2:s
Unknown typeMeta=1:TypeMeta raw=2:raw
ObjectMeta name=1:s generateName=2:s namespace=3:s uid=5:s resourceVersion=6:s generation=7:i creationTimestamp=8:Time deletionTimestamp=9:Time deletionGracePeriodSeconds=10:i* labels=11:{}s annotations=12:{}s ownerReferences=13:[]OwnerReference finalizers=14:[]s
OwnerReference kind=1:s name=3:s uid=4:s apiVersion=5:s controller=6:b* blockOwnerDeletion=7:b*
LabelSelector matchLabels=1:{}s matchExpressions=2:[]LabelSelectorRequirement
LabelSelectorRequirement key=1:s operator=2:s values=3:[]s
DeleteOptions gracePeriodSeconds=1:i* preconditions=2:Preconditions orphanDependents=3:b* propagationPolicy=4:s* dryRun=5:[]s
Preconditions uid=1:s* resourceVersion=2:s*
LocalObjectReference name=1:s
ObjectReference kind=1:s namespace=2:s name=3:s uid=4:s apiVersion=5:s resourceVersion=6:s fieldPath=7:s

Pod metadata=1:ObjectMeta spec=2:PodSpec
PodTemplateSpec metadata=1:ObjectMeta spec=2:PodSpec
PodTemplate metadata=1:ObjectMeta template=2:PodTemplateSpec
PodSpec volumes=1:[]Volume containers=2:[]Container restartPolicy=3:s terminationGracePeriodSeconds=4:i* activeDeadlineSeconds=5:i* dnsPolicy=6:s nodeSelector=7:{}s serviceAccountName=8:s serviceAccount=9:s nodeName=10:s hostNetwork=11:b hostPID=12:b hostIPC=13:b securityContext=14:Empty imagePullSecrets=15:[]LocalObjectReference hostname=16:s subdomain=17:s affinity=18:Affinity schedulerName=19:s initContainers=20:[]Container automountServiceAccountToken=21:b* tolerations=22:[]Toleration priorityClassName=24:s priority=25:i* shareProcessNamespace=27:b* readinessGates=28:[]PodReadinessGate enableServiceLinks=30:b* preemptionPolicy=31:s* overhead=32:{}Quantity topologySpreadConstraints=33:[]TopologySpreadConstraint
Empty
PodReadinessGate conditionType=1:s
Container name=1:s image=2:s command=3:[]s args=4:[]s workingDir=5:s ports=6:[]ContainerPort env=7:[]EnvVar resources=8:ResourceRequirements volumeMounts=9:[]VolumeMount livenessProbe=10:Probe readinessProbe=11:Probe lifecycle=12:Lifecycle terminationMessagePath=13:s imagePullPolicy=14:s stdin=16:b stdinOnce=17:b tty=18:b envFrom=19:[]EnvFromSource terminationMessagePolicy=20:s startupProbe=22:Probe restartPolicy=24:s*
ContainerPort name=1:s hostPort=2:i containerPort=3:i! protocol=4:s hostIP=5:s
EnvVar name=1:s value=2:s valueFrom=3:EnvVarSource
EnvVarSource fieldRef=1:ObjectFieldSelector resourceFieldRef=2:ResourceFieldSelector configMapKeyRef=3:KeySelector secretKeyRef=4:KeySelector
ObjectFieldSelector apiVersion=1:s fieldPath=2:s
ResourceFieldSelector containerName=1:s resource=2:s divisor=3:Quantity
KeySelector localObjectReference=1:...LocalObjectReference key=2:s optional=3:b*
EnvFromSource prefix=1:s configMapRef=2:EnvSource secretRef=3:EnvSource
EnvSource localObjectReference=1:...LocalObjectReference optional=2:b*
ResourceRequirements limits=1:{}Quantity requests=2:{}Quantity
VolumeMount name=1:s readOnly=2:b mountPath=3:s subPath=4:s
Probe handler=1:...Handler initialDelaySeconds=2:i timeoutSeconds=3:i periodSeconds=4:i successThreshold=5:i failureThreshold=6:i terminationGracePeriodSeconds=7:i*
Handler exec=1:ExecAction httpGet=2:HTTPGetAction tcpSocket=3:TCPSocketAction grpc=4:GRPCAction
LifecycleHandler exec=1:ExecAction httpGet=2:HTTPGetAction tcpSocket=3:TCPSocketAction sleep=4:SleepAction
Lifecycle postStart=1:LifecycleHandler preStop=2:LifecycleHandler
ExecAction command=1:[]s
HTTPGetAction path=1:s port=2:IntOrString host=3:s scheme=4:s httpHeaders=5:[]HTTPHeader
HTTPHeader name=1:s value=2:s
TCPSocketAction port=1:IntOrString host=2:s
GRPCAction port=1:i service=2:s*
SleepAction seconds=1:i!
Toleration key=1:s operator=2:s value=3:s effect=4:s tolerationSeconds=5:i*
Volume name=1:s volumeSource=2:...VolumeSource
VolumeSource hostPath=1:HostPathVolumeSource emptyDir=2:EmptyDirVolumeSource secret=6:SecretVolumeSource persistentVolumeClaim=10:ClaimVolumeSource configMap=19:ConfigMapVolumeSource
HostPathVolumeSource path=1:s type=2:s*
EmptyDirVolumeSource medium=1:s sizeLimit=2:Quantity
SecretVolumeSource secretName=1:s items=2:[]KeyToPath defaultMode=3:i* optional=4:b*
ConfigMapVolumeSource localObjectReference=1:...LocalObjectReference items=2:[]KeyToPath defaultMode=3:i* optional=4:b*
ClaimVolumeSource claimName=1:s readOnly=2:b
KeyToPath key=1:s path=2:s mode=3:i*
Affinity nodeAffinity=1:NodeAffinity podAffinity=2:PodAffinity podAntiAffinity=3:PodAffinity
NodeAffinity requiredDuringSchedulingIgnoredDuringExecution=1:NodeSelector preferredDuringSchedulingIgnoredDuringExecution=2:[]PreferredSchedulingTerm
NodeSelector nodeSelectorTerms=1:[]NodeSelectorTerm
NodeSelectorTerm matchExpressions=1:[]LabelSelectorRequirement matchFields=2:[]LabelSelectorRequirement
PreferredSchedulingTerm weight=1:i preference=2:NodeSelectorTerm
PodAffinity requiredDuringSchedulingIgnoredDuringExecution=1:[]PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution=2:[]WeightedPodAffinityTerm
PodAffinityTerm labelSelector=1:LabelSelector namespaces=2:[]s topologyKey=3:s namespaceSelector=4:LabelSelector matchLabelKeys=5:[]s mismatchLabelKeys=6:[]s
WeightedPodAffinityTerm weight=1:i podAffinityTerm=2:PodAffinityTerm
TopologySpreadConstraint maxSkew=1:i topologyKey=2:s whenUnsatisfiable=3:s labelSelector=4:LabelSelector minDomains=5:i* nodeAffinityPolicy=6:s* nodeTaintsPolicy=7:s* matchLabelKeys=8:[]s

Namespace metadata=1:ObjectMeta spec=2:NamespaceSpec
NamespaceSpec finalizers=1:[]s
Service metadata=1:ObjectMeta spec=2:ServiceSpec
ServiceSpec ports=1:[]ServicePort selector=2:{}s clusterIP=3:s type=4:s externalIPs=5:[]s sessionAffinity=7:s loadBalancerIP=8:s externalName=10:s externalTrafficPolicy=11:s publishNotReadyAddresses=13:b ipFamilyPolicy=17:s* clusterIPs=18:[]s ipFamilies=19:[]s allocateLoadBalancerNodePorts=20:b* internalTrafficPolicy=22:s* trafficDistribution=23:s*
ServicePort name=1:s protocol=2:s port=3:i! targetPort=4:IntOrString nodePort=5:i appProtocol=6:s*
ServiceAccount metadata=1:ObjectMeta secrets=2:[]ObjectReference imagePullSecrets=3:[]LocalObjectReference automountServiceAccountToken=4:b*
ConfigMap metadata=1:ObjectMeta data=2:{}s binaryData=3:{}bytes immutable=4:b*
Secret metadata=1:ObjectMeta data=2:{}bytes type=3:s stringData=4:{}s immutable=5:b*
Binding metadata=1:ObjectMeta target=2:ObjectReference

Deployment metadata=1:ObjectMeta spec=2:DeploymentSpec
DeploymentSpec replicas=1:i* selector=2:LabelSelector template=3:PodTemplateSpec strategy=4:DeploymentStrategy minReadySeconds=5:i revisionHistoryLimit=6:i* paused=7:b progressDeadlineSeconds=9:i*
DeploymentStrategy type=1:s rollingUpdate=2:RollingUpdate
RollingUpdate maxUnavailable=1:IntOrString* maxSurge=2:IntOrString*
ReplicaSet metadata=1:ObjectMeta spec=2:ReplicaSetSpec
ReplicaSetSpec replicas=1:i* selector=2:LabelSelector template=3:PodTemplateSpec minReadySeconds=4:i
DaemonSet metadata=1:ObjectMeta spec=2:DaemonSetSpec
DaemonSetSpec selector=1:LabelSelector template=2:PodTemplateSpec updateStrategy=3:DeploymentStrategy minReadySeconds=4:i revisionHistoryLimit=6:i*
StatefulSet metadata=1:ObjectMeta spec=2:StatefulSetSpec
StatefulSetSpec replicas=1:i* selector=2:LabelSelector template=3:PodTemplateSpec serviceName=5:s podManagementPolicy=6:s updateStrategy=7:StatefulSetUpdateStrategy revisionHistoryLimit=8:i* minReadySeconds=9:i
StatefulSetUpdateStrategy type=1:s rollingUpdate=2:RollingUpdateStatefulSet
RollingUpdateStatefulSet partition=1:i* maxUnavailable=2:IntOrString*
Job metadata=1:ObjectMeta spec=2:JobSpec
JobSpec parallelism=1:i* completions=2:i* activeDeadlineSeconds=3:i* selector=4:LabelSelector manualSelector=5:b* template=6:PodTemplateSpec backoffLimit=7:i* ttlSecondsAfterFinished=8:i* completionMode=9:s* suspend=10:b* podReplacementPolicy=14:s*

PriorityClass metadata=1:ObjectMeta value=2:i! globalDefault=3:b description=4:s preemptionPolicy=5:s*
PodDisruptionBudget metadata=1:ObjectMeta spec=2:PodDisruptionBudgetSpec
PodDisruptionBudgetSpec minAvailable=1:IntOrString* selector=2:LabelSelector maxUnavailable=3:IntOrString* unhealthyPodEvictionPolicy=4:s*
Eviction metadata=1:ObjectMeta deleteOptions=2:DeleteOptions
HorizontalPodAutoscaler metadata=1:ObjectMeta spec=2:HorizontalPodAutoscalerSpec
HorizontalPodAutoscalerSpec scaleTargetRef=1:CrossVersionObjectReference minReplicas=2:i* maxReplicas=3:i! metrics=4:[]MetricSpec behavior=5:Behavior
CrossVersionObjectReference kind=1:s name=2:s apiVersion=3:s
MetricSpec type=1:s resource=4:ResourceMetricSource containerResource=7:ResourceMetricSource
ResourceMetricSource name=1:s target=2:MetricTarget container=3:s
MetricTarget type=1:s value=2:Quantity averageValue=3:Quantity averageUtilization=4:i*
Behavior scaleUp=1:HPAScalingRules scaleDown=2:HPAScalingRules
HPAScalingRules selectPolicy=1:s* policies=2:[]HPAScalingPolicy stabilizationWindowSeconds=3:i*
HPAScalingPolicy type=1:s value=2:i periodSeconds=3:i
Scale metadata=1:ObjectMeta spec=2:ScaleSpec
ScaleSpec replicas=1:i

SelfSubjectAccessReview metadata=1:ObjectMeta spec=2:SelfSubjectAccessReviewSpec
SelfSubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes nonResourceAttributes=2:NonResourceAttributes
ResourceAttributes namespace=1:s verb=2:s group=3:s version=4:s resource=5:s subresource=6:s name=7:s
NonResourceAttributes path=1:s verb=2:s
SelfSubjectRulesReview metadata=1:ObjectMeta spec=2:SelfSubjectRulesReviewSpec
SelfSubjectRulesReviewSpec namespace=1:s
SelfSubjectReview metadata=1:ObjectMeta
TokenRequest metadata=1:ObjectMeta spec=2:TokenRequestSpec
TokenRequestSpec audiences=1:[]s boundObjectRef=3:BoundObjectReference expirationSeconds=4:i*
BoundObjectReference kind=1:s apiVersion=2:s name=3:s uid=4:s
`;

/** One field of a message. */
export interface FieldType {
  readonly name: string;
  readonly type: string;
  readonly isRepeated: boolean;
  readonly isMap: boolean;
  readonly isInline: boolean;
  readonly keepsZero: boolean;
}

const fieldShape = /^(\w+)=(\d+):(\[\]|\{\}|\.\.\.)?(\w+)([*!]?)$/;

function parseMessage(line: string): [name: string, fields: ReadonlyMap<number, FieldType>] {
  const [name = '', ...fields] = line.split(' ');
  const parsed = fields.map((text): [number, FieldType] => {
    const found = fieldShape.exec(text);
    if (found === null) throw new Error(`A field looks like name=1:s; in ${name} there is ${text}.`);
    const [, field = '', number, mark, type = '', zero] = found;
    return [
      Number(number),
      {
        name: field,
        type,
        isRepeated: mark === '[]',
        isMap: mark === '{}',
        isInline: mark === '...',
        keepsZero: zero !== '',
      },
    ];
  });
  return [name, new Map(parsed)];
}

/** Every message by its name. */
export const messages: ReadonlyMap<string, ReadonlyMap<number, FieldType>> = new Map(
  source.split('\n').filter(Boolean).map(parseMessage),
);
