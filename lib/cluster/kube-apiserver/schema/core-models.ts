/**
 * The fields of k8s.io/api/core/v1, without those of Pods (pod-models.ts). How a line is read stands in `schema.ts`.
 * Left out: what is behind `:*` (free-form).
 */
export const coreModels: Readonly<Record<string, string>> = {
  Namespace: '@ spec:NamespaceSpec& status:NamespaceStatus&',
  NamespaceSpec: 'finalizers[]',
  NamespaceStatus: 'conditions:NamespaceCondition[]~type phase=NamespacePhase:Active|Terminating',
  NamespaceCondition: 'lastTransitionTime:T& message reason status! type!',
  Node: '@ spec:NodeSpec& status:NodeStatus&',
  NodeSpec: 'configSource:* externalID podCIDR podCIDRs[]~ providerID taints:Taint[] unschedulable:b',
  Taint: 'effect!=TaintEffect:NoExecute|NoSchedule|PreferNoSchedule key! timeAdded:T value',
  NodeStatus:
    'addresses:NodeAddress[]~type allocatable:R capacity:R conditions:NodeCondition[]~type config:* daemonEndpoints:NodeDaemonEndpoints& declaredFeatures[] features:* images:ContainerImage[] nodeInfo:NodeSystemInfo& phase=NodePhase:Pending|Running|Terminated runtimeHandlers:*[] volumesAttached:*[] volumesInUse[]',
  NodeAddress: 'address! type!',
  NodeCondition: 'lastHeartbeatTime:T& lastTransitionTime:T& message reason status! type!',
  NodeDaemonEndpoints: 'kubeletEndpoint:DaemonEndpoint&',
  DaemonEndpoint: 'Port!:i',
  ContainerImage: 'names[] sizeBytes:l',
  NodeSystemInfo:
    'architecture! bootID! containerRuntimeVersion! kernelVersion! kubeProxyVersion! kubeletVersion! machineID! operatingSystem! osImage! swap:* systemUUID!',
  Service: '@ spec:ServiceSpec& status:ServiceStatus&',
  ServiceSpec:
    'allocateLoadBalancerNodePorts:b? clusterIP clusterIPs[] externalIPs[] externalName externalTrafficPolicy=ServiceExternalTrafficPolicy:Cluster|Local healthCheckNodePort:i internalTrafficPolicy?=ServiceInternalTrafficPolicy:Cluster|Local ipFamilies[] ipFamilyPolicy?=IPFamilyPolicy:PreferDualStack|RequireDualStack|SingleStack loadBalancerClass? loadBalancerIP loadBalancerSourceRanges[] ports:ServicePort[]~port publishNotReadyAddresses:b selector{} sessionAffinity=ServiceAffinity:ClientIP|None sessionAffinityConfig:SessionAffinityConfig trafficDistribution? type=ServiceType:ClusterIP|ExternalName|LoadBalancer|NodePort',
  ServicePort: 'appProtocol? name nodePort:i port!:i protocol=Protocol:SCTP|TCP|UDP targetPort:X',
  SessionAffinityConfig: 'clientIP:ClientIPConfig',
  ClientIPConfig: 'timeoutSeconds:i?',
  ServiceStatus: 'conditions:Condition[]~type loadBalancer:LoadBalancerStatus&',
  LoadBalancerStatus: 'ingress:LoadBalancerIngress[]',
  LoadBalancerIngress: 'hostname ip ipMode? ports:*[]',
  Endpoints: '@ subsets:EndpointSubset[]',
  EndpointSubset: 'addresses:EndpointAddress[] notReadyAddresses:EndpointAddress[] ports:EndpointPort[]',
  EndpointAddress: 'hostname ip! nodeName? targetRef:ObjectReference',
  EndpointPort: 'appProtocol? name port!:i protocol=Protocol:SCTP|TCP|UDP',
  ConfigMap: '@ binaryData:y{} data{} immutable:b?',
  Secret: '@ data:y{} immutable:b? stringData{} type',
  ServiceAccount:
    '@ automountServiceAccountToken:b? imagePullSecrets:LocalObjectReference[] secrets:ObjectReference[]~name',
  LocalObjectReference: 'name',
  ObjectReference: 'apiVersion fieldPath kind name namespace resourceVersion uid',
  TypedLocalObjectReference: 'apiGroup? kind! name!',
  Binding: '@ target!:ObjectReference&',
  Event:
    '@ action count:i eventTime:M& firstTimestamp:T& involvedObject!:ObjectReference& lastTimestamp:T& message reason related:ObjectReference reportingComponent! reportingInstance! series:EventSeries source:EventSource& type',
  EventSeries: 'count:i lastObservedTime:M&',
  EventSource: 'component host',
};
