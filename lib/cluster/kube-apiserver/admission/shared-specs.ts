import type { Pod, PodSpec, ServiceAccount } from '../../api/core';
import type { Draft } from '../../api/meta';
import type { PriorityClass } from '../../api/other';
import { joinKey } from '../../api/resource';
import { serviceAccounts } from '../../api/resources';
import type { StrategyContext } from '../strategy.types';
import { priorityClassOf } from './priority';

interface Shared {
  readonly spec: PodSpec;
  /** What the spec was made with; another service account or priority class makes another spec. */
  readonly account: ServiceAccount | undefined;
  readonly priorityClass: PriorityClass | undefined;
}

/**
 * All Pods of one template share one spec. The first is defaulted and admitted, the others are given its result: a
 * thousand Pods cost one spec. What differs from upstream is that the volume `kube-api-access-…` has the same five
 * letters in all of them.
 */
export class SharedSpecs {
  private readonly specs = new WeakMap<object, Shared>();

  constructor(private readonly context: StrategyContext) {}

  find<T extends Draft<Pod>>(namespace: string | undefined, draft: T): T {
    const shared = draft.spec && this.specs.get(draft.spec);
    if (shared === undefined) return draft;
    if (shared.account !== this.accountOf(namespace, shared.spec)) return draft;
    const named = draft.spec.priorityClassName;
    if (shared.priorityClass !== priorityClassOf(named, this.context)) return draft;
    return { ...draft, spec: shared.spec };
  }

  remember(draft: Pod, admitted: Pod): void {
    const { spec } = admitted;
    // A spec that is not frozen may still be changed by its owner, or is nobody's template.
    if (draft.spec === undefined || !Object.isFrozen(draft.spec)) return;
    if (draft.spec === spec || this.specs.get(draft.spec)?.spec === spec) return;
    const account = this.accountOf(admitted.metadata.namespace, spec);
    const priorityClass = priorityClassOf(draft.spec.priorityClassName, this.context);
    this.specs.set(draft.spec, { spec, account, priorityClass });
  }

  private accountOf(namespace: string | undefined, spec: PodSpec): ServiceAccount | undefined {
    return this.context.get(serviceAccounts, joinKey(namespace, spec.serviceAccountName ?? 'default'));
  }
}
