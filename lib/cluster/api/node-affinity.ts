import type { Node, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from './core';
import { matchesLabels } from './selectors';

/** k8s.io/component-helpers/scheduling/corev1/nodeaffinity: whether the node is one the Pod demands. */
export function matchesRequiredNodeAffinity({ nodeSelector, affinity }: PodSpec, node: Node): boolean {
  if (!matchesLabels(nodeSelector, node.metadata.labels)) return false;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => matchesTerm(term, node));
}

/** A term without any requirement matches nothing. */
export function matchesTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  node: Node,
): boolean {
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  return (
    matchExpressions.every((requirement) =>
      meetsValue(requirement, node.metadata.labels?.[requirement.key]),
    ) &&
    matchFields.every((requirement) =>
      meetsValue(requirement, requirement.key === 'metadata.name' ? node.metadata.name : undefined),
    )
  );
}

function meetsValue({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return isInteger(value) && Number(value) > Number(values[0]);
    case 'Lt':
      return isInteger(value) && Number(value) < Number(values[0]);
  }
}

const isInteger = (value: string | undefined): value is string =>
  value !== undefined && /^-?\d+$/.test(value);
