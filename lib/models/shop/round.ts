/** Rounds for display and for stable text: `round(1.2345, 2)` is 1.23. */
export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
