import type { KubeObject, LabelSelector, LabelSelectorRequirement, Labels } from './meta';

/** Label selectors as objects carry them (k8s.io/apimachinery/pkg/labels, pkg/apis/meta/v1/helpers.go). Text forms are parsed in kube-apiserver. */
const none: Labels = {};

/** Whether `labels` satisfy `selector`. An absent selector selects nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  return (
    matchesLabels(selector.matchLabels, labels) &&
    (selector.matchExpressions ?? []).every((requirement) => meets(requirement, labels ?? none))
  );
}

/** Whether `labels` contain every pair of `wanted`. An absent or empty `wanted` is satisfied by everything. */
export function matchesLabels(wanted: Labels | undefined, labels: Labels | undefined): boolean {
  if (wanted === undefined) return true;
  for (const key in wanted) if (labels?.[key] !== wanted[key]) return false;
  return true;
}

export function meets({ key, operator, values }: LabelSelectorRequirement, labels: Labels): boolean {
  return meetsValue(operator, values, Object.hasOwn(labels, key) ? labels[key] : undefined);
}

/** One requirement against the value that is there; node selectors ask the same of fields. */
export function meetsValue(
  operator: LabelSelectorRequirement['operator'],
  values: readonly string[] | undefined,
  value: string | undefined,
): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && (values?.includes(value) ?? false);
    case 'NotIn':
      return value === undefined || !values?.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** The owner that controls `object`, if it has one. */
export function controllerOf(object: KubeObject) {
  // A plain loop: it is asked for every Pod at every event.
  for (const owner of object.metadata.ownerReferences ?? []) if (owner.controller === true) return owner;
  return undefined;
}
