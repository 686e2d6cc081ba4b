import type { Outcome } from './real-kubectl';

/** What differs, line by line: `-` the real kubectl's, `+` ours. */
export function difference(real: Outcome, ours: Outcome): string {
  const parts: string[] = [];
  for (const stream of ['stdout', 'stderr'] as const)
    if (real[stream] !== ours[stream]) parts.push(`  [${stream}]`, ...lines(real[stream], ours[stream]));
  if (real.exitCode !== ours.exitCode) parts.push(`  [exit] -${real.exitCode} +${ours.exitCode}`);
  return parts.join('\n');
}

function lines(real: string, ours: string): string[] {
  const [left, right] = [real.split('\n'), ours.split('\n')];
  const lengths = commonLengths(left, right);
  const shown: string[] = [];
  let [at, to] = [0, 0];
  while (at < left.length || to < right.length) {
    if (at < left.length && to < right.length && left[at] === right[to]) {
      shown.push(`    ${left[at]}`);
      at++;
      to++;
    } else if (
      to >= right.length ||
      (at < left.length && (lengths[at + 1]?.[to] ?? 0) >= (lengths[at]?.[to + 1] ?? 0))
    )
      shown.push(`  - ${left[at++]}`);
    else shown.push(`  + ${right[to++]}`);
  }
  return withContext(shown);
}

/** The longest common subsequence of what is left from each place on. */
function commonLengths(left: readonly string[], right: readonly string[]): number[][] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let at = left.length - 1; at >= 0; at--)
    for (let to = right.length - 1; to >= 0; to--) {
      const row = lengths[at] ?? [];
      row[to] =
        left[at] === right[to]
          ? (lengths[at + 1]?.[to + 1] ?? 0) + 1
          : Math.max(lengths[at + 1]?.[to] ?? 0, row[to + 1] ?? 0);
    }
  return lengths;
}

const around = 3;

function withContext(shown: readonly string[]): string[] {
  const isNear = (index: number) =>
    shown.slice(Math.max(0, index - around), index + around + 1).some((line) => !line.startsWith('    '));
  return shown.filter((_, index) => isNear(index));
}
