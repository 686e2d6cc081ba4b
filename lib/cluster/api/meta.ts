/** Shapes of k8s.io/apimachinery/pkg/apis/meta/v1. Objects are frozen: every field is read-only. Left out: managedFields. */
export type Labels = Readonly<Record<string, string>>;
/** RFC 3339 in UTC with whole seconds, such as `2026-11-23T00:00:05Z` (metav1.Time); with microseconds for metav1.MicroTime. */
export type Timestamp = string;
/** `500m`, `64Mi`, `2` (k8s.io/apimachinery/pkg/api/resource). */
export type Quantity = string;
export type IntOrString = number | string;
export type ResourceList = Readonly<Record<string, Quantity>>;

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  /** Absent on cluster-scoped objects. */
  readonly namespace?: string;
  readonly generateName?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: Timestamp;
  readonly deletionTimestamp?: Timestamp;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

/** What every stored object has. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** A condition as most kinds write it; Pods, Nodes and Deployments add times of their own. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime?: Timestamp;
  readonly lastUpdateTime?: Timestamp;
  readonly lastProbeTime?: Timestamp | null;
  readonly lastHeartbeatTime?: Timestamp;
}

export interface ListMeta {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** What a writer hands in: `metadata` needs a name or a generateName, the server fills in the rest. */
export type Draft<T extends KubeObject> = Omit<T, 'metadata' | 'status' | 'apiVersion' | 'kind'> & {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: Partial<ObjectMeta>;
  readonly status?: unknown;
};
