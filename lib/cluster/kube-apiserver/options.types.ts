import type { KubeObject, LabelSelector } from '../api/meta';
import type { WatchFilter } from './watch-cache';

export type PropagationPolicy = 'Background' | 'Foreground' | 'Orphan';

/** What a delete asks for (metav1.DeleteOptions). */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: PropagationPolicy | undefined;
  readonly preconditions?:
    | { readonly uid?: string | undefined; readonly resourceVersion?: string | undefined }
    | undefined;
  readonly isDryRun?: boolean | undefined;
}

export interface WriteOptions {
  readonly isDryRun?: boolean | undefined;
  /** `status` writes only the status, nothing else only the rest. */
  readonly subresource?: 'status' | undefined;
}

export interface ListOptions {
  readonly namespace?: string | undefined;
  readonly labelSelector?: LabelSelector | undefined;
  readonly matchesFields?: ((object: KubeObject) => boolean) | undefined;
  /** The one value all the objects share; they are found by it instead of being looked for. */
  readonly trigger?: WatchFilter['trigger'];
}

export interface List<T> {
  readonly items: readonly T[];
  readonly revision: number;
}
