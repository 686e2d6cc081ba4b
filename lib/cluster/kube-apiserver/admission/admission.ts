import type { Pod } from '../../api/core';
import type { Draft, KubeObject } from '../../api/meta';
import type { Resource } from '../../api/resource';
import { pods } from '../../api/resources';
import type { StrategyContext } from '../strategy.types';
import { defaultTolerationSeconds } from './default-toleration-seconds';
import { namespaceLifecycle } from './namespace-lifecycle';
import { priority } from './priority';
import { serviceAccount } from './service-account';
import { SharedSpecs } from './shared-specs';
import { taintNodesByCondition } from './taint-nodes-by-condition';

/** One request as the plugins see it (admission.Attributes). For a delete `object` is what is stored. */
export interface Attributes {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly resource: Resource;
  readonly object: KubeObject;
  /** What is stored; undefined for a create. */
  readonly old: KubeObject | undefined;
}

/** An admission plugin: it refuses with a StatusError, changes the object, or lets it pass (k8s.io/apiserver/pkg/admission). */
export interface AdmissionPlugin {
  /** Upstream's name: `NamespaceLifecycle`, `ServiceAccount` … */
  readonly name: string;
  admit(attributes: Attributes, context: StrategyContext): KubeObject;
}

/** In the order kube-apiserver runs them (pkg/kubeapiserver/options/plugins.go). Left out: those that guard what is not simulated. */
const plugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  serviceAccount,
  taintNodesByCondition,
  priority,
  defaultTolerationSeconds,
];

/** The chain of plugins of one API server. */
export interface Admission {
  admit(attributes: Attributes): KubeObject;
  /** The draft with the spec that was made of this very template spec before, if there is one. */
  withSharedSpec<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    draft: Draft<T>,
  ): Draft<T>;
  rememberSpec(resource: Resource, draft: object, admitted: KubeObject): void;
}

export function createAdmission(context: StrategyContext): Admission {
  const shared = new SharedSpecs(context);
  return {
    admit: (attributes) => {
      let { object } = attributes;
      for (const plugin of plugins)
        object = plugin.admit(object === attributes.object ? attributes : { ...attributes, object }, context);
      return object;
    },
    withSharedSpec: (resource, namespace, draft) =>
      resource === (pods as Resource) ? shared.find(namespace, draft as never) : draft,
    rememberSpec: (resource, draft, admitted) => {
      if (resource === (pods as Resource)) shared.remember(draft as Pod, admitted as Pod);
    },
  };
}
