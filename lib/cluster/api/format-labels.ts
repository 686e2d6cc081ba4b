import type { LabelSelector, Labels } from './meta';

/** Labels and selectors as text (labels.FormatLabels and metav1.FormatLabelSelector of k8s.io/apimachinery). */

/** `app=web,tier=front`, sorted by key, or `<none>`. */
export function formatLabels(labels: Labels | undefined): string {
  const pairs = Object.keys(labels ?? {})
    .sort()
    .map((key) => `${key}=${labels?.[key]}`);
  return pairs.join(',') || '<none>';
}

/** `app=web,tier in (a,b),!old`, sorted by key, or `<none>`. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  const requirements: (readonly [key: string, text: string])[] = Object.entries(matchLabels).map(
    ([key, value]) => [key, `${key}=${value}`],
  );
  for (const { key, operator, values = [] } of matchExpressions) {
    const list = `(${[...values].sort().join(',')})`;
    const texts = {
      In: `${key} in ${list}`,
      NotIn: `${key} notin ${list}`,
      Exists: key,
      DoesNotExist: `!${key}`,
    };
    requirements.push([key, texts[operator]]);
  }
  requirements.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return requirements.map(([, text]) => text).join(',') || '<none>';
}
