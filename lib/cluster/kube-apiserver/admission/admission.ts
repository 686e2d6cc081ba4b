import type { KubeObject } from '../../api/meta';
import type { Resource } from '../../api/resource';
import type { StrategyContext } from '../strategy.types';

/** One admission plugin: may change what is written, or throw a StatusError (k8s.io/apiserver/pkg/admission). */
export interface AdmissionPlugin {
  /** Upstream's name: `NamespaceLifecycle`, `ServiceAccount` … */
  readonly name: string;
  /** @param old what is stored; undefined for a create */
  admit(
    resource: Resource,
    object: KubeObject,
    old: KubeObject | undefined,
    context: StrategyContext,
  ): KubeObject;
}

/** In the order kube-apiserver runs them (pkg/kubeapiserver/options/plugins.go). */
const plugins: readonly AdmissionPlugin[] = [];

export function admit(
  resource: Resource,
  object: KubeObject,
  old: KubeObject | undefined,
  context: StrategyContext,
): KubeObject {
  return plugins.reduce((admitted, plugin) => plugin.admit(resource, admitted, old, context), object);
}
