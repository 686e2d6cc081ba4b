import type { Node, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from './core';
import { matchesLabels, meetsValue } from './selectors';

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
      meetsNode(requirement, node.metadata.labels?.[requirement.key]),
    ) &&
    matchFields.every((requirement) =>
      meetsNode(requirement, requirement.key === 'metadata.name' ? node.metadata.name : undefined),
    )
  );
}

function meetsNode({ operator, values }: NodeSelectorRequirement, value: string | undefined): boolean {
  if (operator === 'Gt') return isInteger(value) && Number(value) > Number(values?.[0]);
  if (operator === 'Lt') return isInteger(value) && Number(value) < Number(values?.[0]);
  return meetsValue(operator, values, value);
}

const isInteger = (value: string | undefined): value is string =>
  value !== undefined && /^-?\d+$/.test(value);
