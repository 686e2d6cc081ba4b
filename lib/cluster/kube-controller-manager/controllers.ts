import type { Surroundings } from '../client-go/component';
import type { Controller, InformerFactory } from '../client-go/controller';
import { DaemonSetController } from './daemonset/daemonset-controller';
import { DeploymentController } from './deployment/deployment-controller';
import { DisruptionController } from './disruption/disruption-controller';
import { EndpointsController } from './endpoints/endpoints-controller';
import { EndpointSliceController } from './endpointslice/endpointslice-controller';
import { EndpointSliceMirroringController } from './endpointslice-mirroring-controller';
import { GarbageCollector } from './garbage-collector/garbage-collector';
import { HorizontalController } from './horizontal-pod-autoscaler/horizontal';
import { JobController } from './job/job-controller';
import { NamespaceController } from './namespace/namespace-controller';
import { NodeIpamController } from './node-ipam-controller';
import { NodeLifecycleController } from './node-lifecycle/node-lifecycle-controller';
import { PodGCController } from './pod-garbage-collector';
import { ReplicaSetController } from './replicaset/replicaset-controller';
import { RootCACertPublisher } from './root-ca-certificate-publisher';
import { ServiceAccountsController } from './service-account/service-accounts-controller';
import { StatefulSetController } from './statefulset/statefulset-controller';
import { TaintEvictionController } from './taint-eviction/taint-eviction-controller';
import { TTLAfterFinishedController } from './ttl-after-finished/ttl-after-finished-controller';
import { TTLController } from './ttl-controller';

/** One controller of kube-controller-manager: a row here is all it takes to run it. */
export type ControllerConstructor = new (
  surroundings: Surroundings,
  informers: InformerFactory,
) => Controller;

/** In the order upstream starts them (cmd/kube-controller-manager/app/controllermanager.go). */
export const controllers: readonly ControllerConstructor[] = [
  EndpointsController,
  EndpointSliceController,
  EndpointSliceMirroringController,
  NamespaceController,
  ServiceAccountsController,
  GarbageCollector,
  RootCACertPublisher,
  PodGCController,
  DisruptionController,
  TTLController,
  NodeIpamController,
  NodeLifecycleController,
  TaintEvictionController,
  DaemonSetController,
  JobController,
  DeploymentController,
  ReplicaSetController,
  StatefulSetController,
  TTLAfterFinishedController,
  HorizontalController,
];
