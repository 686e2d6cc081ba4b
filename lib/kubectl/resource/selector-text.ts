import type { LabelSelector } from '../../cluster/api/meta';

/** metav1.FormatLabelSelector: `app=web,tier in (a,b)`; `<none>` for an empty one. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  return selector === undefined ? '<none>' : selectorText(selector) || '<none>';
}

/** The text form of a selector, its requirements in the order of their keys. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const requirements = [
    ...Object.keys(matchLabels).map((key) => ({ key, text: `${key}=${matchLabels[key]}` })),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      const list = `(${[...values].sort().join(',')})`;
      const text = {
        In: `${key} in ${list}`,
        NotIn: `${key} notin ${list}`,
        Exists: key,
        DoesNotExist: `!${key}`,
      }[operator];
      return { key, text };
    }),
  ];
  return requirements
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join(',');
}
