import type { PodTemplateSpec } from './core';
import type { Condition, IntOrString, KubeObject, LabelSelector } from './meta';

/** Shapes of k8s.io/api/apps/v1 as stored, after defaulting. Left out: volume claim templates. */
export interface RollingUpdate {
  readonly maxUnavailable?: IntOrString;
  readonly maxSurge?: IntOrString;
}

export interface DeploymentSpec {
  readonly replicas: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplateSpec;
  readonly strategy: { readonly type: 'RollingUpdate' | 'Recreate'; readonly rollingUpdate?: RollingUpdate };
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit: number;
  readonly paused?: boolean;
  readonly progressDeadlineSeconds: number;
}

export interface DeploymentStatus {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly unavailableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly conditions?: readonly Condition[];
  readonly collisionCount?: number;
}

export interface Deployment extends KubeObject {
  readonly spec: DeploymentSpec;
  readonly status: DeploymentStatus;
}

export interface ReplicaSetSpec {
  readonly replicas: number;
  readonly minReadySeconds?: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplateSpec;
}

export interface ReplicaSetStatus {
  readonly replicas: number;
  readonly fullyLabeledReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
}

export interface ReplicaSet extends KubeObject {
  readonly spec: ReplicaSetSpec;
  readonly status: ReplicaSetStatus;
}

export interface StatefulSetSpec {
  readonly replicas: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplateSpec;
  readonly serviceName?: string;
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
  readonly updateStrategy: StatefulSetUpdateStrategy;
  readonly revisionHistoryLimit: number;
  readonly minReadySeconds?: number;
  readonly persistentVolumeClaimRetentionPolicy?: {
    readonly whenDeleted: string;
    readonly whenScaled: string;
  };
  readonly ordinals?: { readonly start: number };
}

export interface StatefulSetUpdateStrategy {
  readonly type: 'RollingUpdate' | 'OnDelete';
  readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: IntOrString };
}

export interface StatefulSetStatus {
  readonly observedGeneration?: number;
  readonly replicas: number;
  readonly readyReplicas?: number;
  readonly currentReplicas?: number;
  readonly updatedReplicas?: number;
  readonly availableReplicas?: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly collisionCount?: number;
  readonly conditions?: readonly Condition[];
}

export interface StatefulSet extends KubeObject {
  readonly spec: StatefulSetSpec;
  readonly status: StatefulSetStatus;
}

export interface DaemonSetSpec {
  readonly selector: LabelSelector;
  readonly template: PodTemplateSpec;
  readonly updateStrategy: {
    readonly type: 'RollingUpdate' | 'OnDelete';
    readonly rollingUpdate?: RollingUpdate;
  };
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit: number;
}

export interface DaemonSetStatus {
  readonly currentNumberScheduled: number;
  readonly numberMisscheduled: number;
  readonly desiredNumberScheduled: number;
  readonly numberReady: number;
  readonly observedGeneration?: number;
  readonly updatedNumberScheduled?: number;
  readonly numberAvailable?: number;
  readonly numberUnavailable?: number;
  readonly collisionCount?: number;
  readonly conditions?: readonly Condition[];
}

export interface DaemonSet extends KubeObject {
  readonly spec: DaemonSetSpec;
  readonly status: DaemonSetStatus;
}

export interface ControllerRevision extends KubeObject {
  readonly data: unknown;
  readonly revision: number;
}
