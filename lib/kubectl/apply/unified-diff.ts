/** `diff -u` of two texts (GNU diffutils): hunks with three lines around them. Myers' algorithm, linear in the usual case. */
const context = 3;

type Edit = readonly [sign: ' ' | '-' | '+', line: string];

/** The hunks, without the two lines of file names; empty when nothing differs. */
export function unifiedDiff(before: string, after: string): string {
  const edits = editsOf(linesOf(before), linesOf(after));
  let text = '';
  for (let index = 0; index < edits.length; ) {
    if (edits[index]?.[0] === ' ') {
      index++;
      continue;
    }
    const start = Math.max(0, index - context);
    let end = index;
    for (let quiet = 0, next = index; next < edits.length && quiet <= context * 2; next++) {
      quiet = edits[next]?.[0] === ' ' ? quiet + 1 : 0;
      if (quiet === 0) end = next;
    }
    const stop = Math.min(edits.length, end + 1 + context);
    text += hunk(edits, start, stop);
    index = stop;
  }
  return text;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function hunk(edits: readonly Edit[], start: number, stop: number): string {
  const count = (list: readonly Edit[], sign: string) => list.filter(([each]) => each !== sign).length;
  const before = edits.slice(0, start);
  const inside = edits.slice(start, stop);
  const range = (sign: '+' | '-') => {
    const length = count(inside, sign);
    const first = count(before, sign) + (length > 0 ? 1 : 0);
    return length === 1 ? `${first}` : `${first},${length}`;
  };
  return `@@ -${range('+')} +${range('-')} @@\n${inside.map(([sign, line]) => `${sign}${line}\n`).join('')}`;
}

function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before.at(-1 - tail) === after.at(-1 - tail)
  )
    tail++;
  const same = (lines: readonly string[]): Edit[] => lines.map((line) => [' ', line]);
  return [
    ...same(before.slice(0, head)),
    ...myers(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}

/** Beyond so many differences the middle is told as all old lines and all new lines. */
const mostDifferences = 2000;

function myers(before: readonly string[], after: readonly string[]): Edit[] {
  const trace: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let depth = 0; depth <= Math.min(before.length + after.length, mostDifferences); depth++) {
    trace.push(new Map(furthest));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const [left, right] = [furthest.get(diagonal - 1) ?? -1, furthest.get(diagonal + 1) ?? -1];
      let x = diagonal === -depth || (diagonal !== depth && left < right) ? right : left + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before, after);
    }
    furthest = new Map(furthest);
  }
  return [...before.map((line): Edit => ['-', line]), ...after.map((line): Edit => ['+', line])];
}

function walkBack(
  trace: readonly Map<number, number>[],
  before: readonly string[],
  after: readonly string[],
): Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [before.length, after.length];
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const furthest = trace[depth] ?? new Map<number, number>();
    const diagonal = x - y;
    const [left, right] = [furthest.get(diagonal - 1) ?? -1, furthest.get(diagonal + 1) ?? -1];
    const isDown = diagonal === -depth || (diagonal !== depth && left < right);
    const from = isDown ? diagonal + 1 : diagonal - 1;
    const startX = furthest.get(from) ?? 0;
    const startY = startX - from;
    while (x > startX && y > startY && x > 0 && y > 0) {
      edits.push([' ', before[--x] ?? '']);
      y--;
    }
    if (depth > 0) edits.push(isDown ? ['+', after[--y] ?? ''] : ['-', before[--x] ?? '']);
  }
  return grouped(edits.reverse());
}

/** Within a run of changes diff tells what goes before what comes. */
function grouped(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  let added: Edit[] = [];
  for (const edit of edits) {
    if (edit[0] === '+') added.push(edit);
    else if (edit[0] === '-') result.push(edit);
    else {
      result.push(...added, edit);
      added = [];
    }
  }
  return [...result, ...added];
}
