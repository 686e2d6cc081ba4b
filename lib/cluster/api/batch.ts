import type { PodTemplateSpec } from './core';
import type { Condition, KubeObject, LabelSelector, Timestamp } from './meta';

/** Shapes of k8s.io/api/batch/v1 as stored, after defaulting. Left out: success policies; CronJob comes later. */
export interface PodFailurePolicyRule {
  readonly action: 'FailJob' | 'FailIndex' | 'Ignore' | 'Count';
  readonly onExitCodes?: {
    readonly containerName?: string;
    readonly operator: 'In' | 'NotIn';
    readonly values: readonly number[];
  };
  readonly onPodConditions?: readonly { readonly type: string; readonly status: string }[];
}

export interface JobSpec {
  readonly parallelism: number;
  readonly completions?: number;
  readonly activeDeadlineSeconds?: number;
  readonly podFailurePolicy?: { readonly rules: readonly PodFailurePolicyRule[] };
  readonly backoffLimit: number;
  readonly selector: LabelSelector;
  readonly manualSelector?: boolean;
  readonly template: PodTemplateSpec;
  readonly ttlSecondsAfterFinished?: number;
  readonly completionMode: 'NonIndexed' | 'Indexed';
  readonly suspend: boolean;
  readonly podReplacementPolicy?: 'TerminatingOrFailed' | 'Failed';
}

export interface JobStatus {
  readonly conditions?: readonly Condition[];
  readonly startTime?: Timestamp;
  readonly completionTime?: Timestamp;
  readonly active?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly terminating?: number;
  readonly ready?: number;
  readonly completedIndexes?: string;
  readonly uncountedTerminatedPods?: {
    readonly succeeded?: readonly string[];
    readonly failed?: readonly string[];
  };
}

export interface Job extends KubeObject {
  readonly spec: JobSpec;
  readonly status: JobStatus;
}
