/** The fields of Pods in k8s.io/api/core/v1. How a line is read stands in `schema.ts`. Left out: what is behind `:*` (free-form). */
const container =
  'args[] command[] env:EnvVar[]~name envFrom:EnvFromSource[] image imagePullPolicy=PullPolicy:Always|IfNotPresent|Never lifecycle:Lifecycle livenessProbe:Probe name! ports:ContainerPort[]~containerPort readinessProbe:Probe resizePolicy:ContainerResizePolicy[] resources:ResourceRequirements& restartPolicy? restartPolicyRules:ContainerRestartRule[] securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b terminationMessagePath terminationMessagePolicy=TerminationMessagePolicy:FallbackToLogsOnError|File tty:b volumeDevices:VolumeDevice[]~devicePath volumeMounts:VolumeMount[]~mountPath workingDir';
const handler = 'exec:ExecAction httpGet:HTTPGetAction tcpSocket:TCPSocketAction';

export const podModels: Readonly<Record<string, string>> = {
  Pod: '@ spec:PodSpec& status:PodStatus&',
  PodTemplateSpec: 'metadata:ObjectMeta& spec:PodSpec&',
  PodSpec:
    'activeDeadlineSeconds:l? affinity:Affinity automountServiceAccountToken:b? containers!:Container[]~name dnsConfig:PodDNSConfig dnsPolicy=DNSPolicy:ClusterFirst|ClusterFirstWithHostNet|Default|None enableServiceLinks:b? ephemeralContainers:EphemeralContainer[]~name hostAliases:HostAlias[]~ip hostIPC:b hostNetwork:b hostPID:b hostUsers:b? hostname hostnameOverride? imagePullSecrets:LocalObjectReference[]~name initContainers:Container[]~name nodeName nodeSelector{} os:PodOS overhead:R preemptionPolicy?=PreemptionPolicy:Never|PreemptLowerPriority priority:i? priorityClassName readinessGates:PodReadinessGate[] resourceClaims:PodResourceClaim[]~name^ resources:ResourceRequirements restartPolicy=RestartPolicy:Always|Never|OnFailure runtimeClassName? schedulerName schedulingGates:PodSchedulingGate[]~name securityContext:PodSecurityContext serviceAccount serviceAccountName setHostnameAsFQDN:b? shareProcessNamespace:b? subdomain terminationGracePeriodSeconds:l? tolerations:Toleration[] topologySpreadConstraints:TopologySpreadConstraint[]~topologyKey volumes:Volume[]~name^ workloadRef:*',
  Container: container,
  EphemeralContainer: `${container} targetContainerName`,
  ContainerPort: 'containerPort!:i hostIP hostPort:i name protocol=Protocol:SCTP|TCP|UDP',
  ContainerResizePolicy: 'resourceName! restartPolicy!',
  ContainerRestartRule: 'action! exitCodes:ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'operator! values:i[]',
  EnvVar: 'name! value valueFrom:EnvVarSource',
  EnvVarSource:
    'configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector',
  ConfigMapKeySelector: 'key! name optional:b?',
  SecretKeySelector: 'key! name optional:b?',
  FileKeySelector: 'key! optional:b? path! volumeName!',
  ObjectFieldSelector: 'apiVersion fieldPath!',
  ResourceFieldSelector: 'containerName divisor:Q& resource!',
  EnvFromSource: 'configMapRef:ConfigMapEnvSource prefix secretRef:SecretEnvSource',
  ConfigMapEnvSource: 'name optional:b?',
  SecretEnvSource: 'name optional:b?',
  Lifecycle: 'postStart:LifecycleHandler preStop:LifecycleHandler stopSignal?',
  LifecycleHandler: `${handler} sleep:SleepAction`,
  Probe: `${handler} failureThreshold:i grpc:GRPCAction initialDelaySeconds:i periodSeconds:i successThreshold:i terminationGracePeriodSeconds:l? timeoutSeconds:i`,
  ExecAction: 'command[]',
  HTTPGetAction: 'host httpHeaders:HTTPHeader[] path port!:X scheme=URIScheme:HTTP|HTTPS',
  HTTPHeader: 'name! value!',
  TCPSocketAction: 'host port!:X',
  GRPCAction: 'port!:i service?',
  SleepAction: 'seconds!:l',
  ResourceRequirements: 'claims:ResourceClaim[] limits:R requests:R',
  ResourceClaim: 'name! request',
  VolumeDevice: 'devicePath! name!',
  VolumeMount:
    'mountPath! mountPropagation?=MountPropagationMode:Bidirectional|HostToContainer|None name! readOnly:b recursiveReadOnly? subPath subPathExpr',
  SecurityContext:
    'allowPrivilegeEscalation:b? appArmorProfile:* capabilities:Capabilities privileged:b? procMount? readOnlyRootFilesystem:b? runAsGroup:l? runAsNonRoot:b? runAsUser:l? seLinuxOptions:* seccompProfile:SeccompProfile windowsOptions:*',
  Capabilities: 'add[] drop[]',
  SeccompProfile: 'localhostProfile? type!=SeccompProfileType:Localhost|RuntimeDefault|Unconfined',
  PodSecurityContext:
    'appArmorProfile:* fsGroup:l? fsGroupChangePolicy? runAsGroup:l? runAsNonRoot:b? runAsUser:l? seLinuxChangePolicy? seLinuxOptions:* seccompProfile:SeccompProfile supplementalGroups:l[] supplementalGroupsPolicy? sysctls:*[] windowsOptions:*',
  PodDNSConfig: 'nameservers[] options:*[] searches[]',
  HostAlias: 'hostnames[] ip!',
  PodOS: 'name!',
  PodReadinessGate: 'conditionType!',
  PodSchedulingGate: 'name!',
  PodResourceClaim: 'name! resourceClaimName? resourceClaimTemplateName?',
  Toleration:
    'effect=TaintEffect:NoExecute|NoSchedule|PreferNoSchedule key operator=TolerationOperator:Equal|Exists|Gt|Lt tolerationSeconds:l? value',
  Affinity: 'nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity',
  NodeAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:PreferredSchedulingTerm[] requiredDuringSchedulingIgnoredDuringExecution:NodeSelector',
  NodeSelector: 'nodeSelectorTerms!:NodeSelectorTerm[]',
  NodeSelectorTerm: 'matchExpressions:NodeSelectorRequirement[] matchFields:NodeSelectorRequirement[]',
  NodeSelectorRequirement: 'key! operator!=NodeSelectorOperator:DoesNotExist|Exists|Gt|In|Lt|NotIn values[]',
  PreferredSchedulingTerm: 'preference!:NodeSelectorTerm& weight!:i',
  PodAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm[] requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[]',
  PodAntiAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm[] requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[]',
  WeightedPodAffinityTerm: 'podAffinityTerm!:PodAffinityTerm& weight!:i',
  PodAffinityTerm:
    'labelSelector:LabelSelector matchLabelKeys[] mismatchLabelKeys[] namespaceSelector:LabelSelector namespaces[] topologyKey!',
  TopologySpreadConstraint:
    'labelSelector:LabelSelector matchLabelKeys[] maxSkew!:i minDomains:i? nodeAffinityPolicy?=NodeInclusionPolicy:Honor|Ignore nodeTaintsPolicy?=NodeInclusionPolicy:Honor|Ignore topologyKey! whenUnsatisfiable!=UnsatisfiableConstraintAction:DoNotSchedule|ScheduleAnyway',
  Volume:
    'awsElasticBlockStore:* azureDisk:* azureFile:* cephfs:* cinder:* configMap:ConfigMapVolumeSource csi:* downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:* fc:* flexVolume:* flocker:* gcePersistentDisk:* gitRepo:* glusterfs:* hostPath:HostPathVolumeSource image:ImageVolumeSource iscsi:* name! nfs:* persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:* portworxVolume:* projected:ProjectedVolumeSource quobyte:* rbd:* scaleIO:* secret:SecretVolumeSource storageos:* vsphereVolume:*',
  ConfigMapVolumeSource: 'defaultMode:i? items:KeyToPath[] name optional:b?',
  SecretVolumeSource: 'defaultMode:i? items:KeyToPath[] optional:b? secretName',
  KeyToPath: 'key! mode:i? path!',
  DownwardAPIVolumeSource: 'defaultMode:i? items:DownwardAPIVolumeFile[]',
  DownwardAPIVolumeFile: 'fieldRef:ObjectFieldSelector mode:i? path! resourceFieldRef:ResourceFieldSelector',
  EmptyDirVolumeSource: 'medium sizeLimit:Q',
  HostPathVolumeSource:
    'path! type?=HostPathType:|BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket',
  ImageVolumeSource: 'pullPolicy=PullPolicy:Always|IfNotPresent|Never reference',
  PersistentVolumeClaimVolumeSource: 'claimName! readOnly:b',
  ProjectedVolumeSource: 'defaultMode:i? sources:VolumeProjection[]',
  VolumeProjection:
    'clusterTrustBundle:* configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:* secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection',
  ConfigMapProjection: 'items:KeyToPath[] name optional:b?',
  SecretProjection: 'items:KeyToPath[] name optional:b?',
  DownwardAPIProjection: 'items:DownwardAPIVolumeFile[]',
  ServiceAccountTokenProjection: 'audience expirationSeconds:l? path!',
  PodStatus:
    'allocatedResources:R conditions:PodCondition[]~type containerStatuses:ContainerStatus[] ephemeralContainerStatuses:ContainerStatus[] extendedResourceClaimStatus:* hostIP hostIPs:HostIP[]~ip initContainerStatuses:ContainerStatus[] message nominatedNodeName observedGeneration:l phase=PodPhase:Failed|Pending|Running|Succeeded|Unknown podIP podIPs:PodIP[]~ip qosClass=PodQOSClass:BestEffort|Burstable|Guaranteed reason resize resourceClaimStatuses:*[]~name^ resources:ResourceRequirements startTime:T',
  HostIP: 'ip!',
  PodIP: 'ip!',
  PodCondition: 'lastProbeTime:T& lastTransitionTime:T& message observedGeneration:l reason status! type!',
  ContainerStatus:
    'allocatedResources:R allocatedResourcesStatus:*[]~name containerID image! imageID! lastState:ContainerState& name! ready!:b resources:ResourceRequirements restartCount!:i started:b? state:ContainerState& stopSignal? user:* volumeMounts:*[]~mountPath',
  ContainerState:
    'running:ContainerStateRunning terminated:ContainerStateTerminated waiting:ContainerStateWaiting',
  ContainerStateRunning: 'startedAt:T&',
  ContainerStateWaiting: 'message reason',
  ContainerStateTerminated: 'containerID exitCode!:i finishedAt:T& message reason signal:i startedAt:T&',
};
