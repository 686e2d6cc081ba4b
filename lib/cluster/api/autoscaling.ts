import type { Condition, KubeObject, Quantity, Timestamp } from './meta';

/** Shapes of k8s.io/api/autoscaling/v2 (and the Scale of v1) as stored. Metrics of type Object and External are not acted on. */
export interface MetricTarget {
  readonly type: 'Utilization' | 'Value' | 'AverageValue';
  readonly value?: Quantity;
  readonly averageValue?: Quantity;
  readonly averageUtilization?: number;
}

export interface MetricSpec {
  readonly type: 'Resource' | 'ContainerResource' | 'Pods' | 'Object' | 'External';
  readonly resource?: { readonly name: string; readonly target: MetricTarget };
  readonly containerResource?: {
    readonly name: string;
    readonly container: string;
    readonly target: MetricTarget;
  };
}

export interface MetricStatus {
  readonly type: MetricSpec['type'];
  readonly resource?: { readonly name: string; readonly current: MetricValueStatus };
  readonly containerResource?: {
    readonly name: string;
    readonly container: string;
    readonly current: MetricValueStatus;
  };
}

export interface MetricValueStatus {
  readonly value?: Quantity;
  readonly averageValue?: Quantity;
  readonly averageUtilization?: number;
}

export interface HPAScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

export interface HPAScalingRules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';
  readonly policies?: readonly HPAScalingPolicy[];
}

export interface CrossVersionObjectReference {
  readonly kind: string;
  readonly name: string;
  readonly apiVersion?: string;
}

export interface HorizontalPodAutoscalerSpec {
  readonly scaleTargetRef: CrossVersionObjectReference;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics?: readonly MetricSpec[];
  readonly behavior?: { readonly scaleUp?: HPAScalingRules; readonly scaleDown?: HPAScalingRules };
}

export interface HorizontalPodAutoscalerStatus {
  readonly observedGeneration?: number;
  readonly lastScaleTime?: Timestamp;
  readonly currentReplicas?: number;
  readonly desiredReplicas: number;
  readonly currentMetrics?: readonly MetricStatus[] | null;
  readonly conditions?: readonly Condition[];
}

export interface HorizontalPodAutoscaler extends KubeObject {
  readonly spec: HorizontalPodAutoscalerSpec;
  readonly status: HorizontalPodAutoscalerStatus;
}

export interface Scale extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly replicas: number; readonly selector?: string };
}

/** metrics.k8s.io/v1beta1, served by metrics-server. */
export interface PodMetrics extends KubeObject {
  readonly timestamp: Timestamp;
  readonly window: string;
  readonly containers: readonly {
    readonly name: string;
    readonly usage: Readonly<Record<string, Quantity>>;
  }[];
}

export interface NodeMetrics extends KubeObject {
  readonly timestamp: Timestamp;
  readonly window: string;
  readonly usage: Readonly<Record<string, Quantity>>;
}
