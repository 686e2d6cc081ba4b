/** The best score a plugin may give (framework.MaxNodeScore). */
export const maxNodeScore = 100;

/** helper.DefaultNormalizeScore: the highest becomes 100; `isReversed` turns the order round. Changes `scores`. */
export function normalizeScores(scores: number[], isReversed: boolean): void {
  let max = 0;
  for (const score of scores) if (score > max) max = score;
  for (let index = 0; index < scores.length; index++) {
    const score = max === 0 ? 0 : Math.floor((maxNodeScore * (scores[index] ?? 0)) / max);
    scores[index] = isReversed ? maxNodeScore - score : score;
  }
}
