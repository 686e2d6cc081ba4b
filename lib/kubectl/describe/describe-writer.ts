import type { Condition, Labels } from '../../cluster/api/meta';
import { parseTimestamp } from '../../cluster/api/time';

/** Text in levels and columns, as `describe` is written (kubectl/pkg/describe: PrefixWriter over text/tabwriter). */
export class DescribeWriter {
  private text = '';
  private done = '';

  /** A piece of a line; tabs part its columns. */
  write(level: number, text: string): void {
    this.text += '  '.repeat(level) + text.replaceAll('\x1b', '^[');
  }

  line(level: number, text: string): void {
    this.write(level, `${text}\n`);
  }

  /** `Name:\tweb`. */
  field(name: string, value: unknown, level = 0): void {
    this.line(level, `${name}:\t${String(value)}`);
  }

  /** What follows has columns of its own. */
  flush(): void {
    this.done += elasticTabs(this.text);
    this.text = '';
  }

  /** What was written, with the tabs as they are: `rollout history` has no columns. */
  tabbed(): string {
    return this.text;
  }

  toString(): string {
    this.flush();
    return this.done;
  }
}

const padding = 2;

/** text/tabwriter with cells two apart: a column is as wide as its cells in lines that stand together. */
function elasticTabs(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map((): number[] => []);
  const format = (from: number, to: number, column: number) => {
    for (let start = from; start < to; start++) {
      if (column >= (lines[start]?.length ?? 0) - 1) continue;
      let end = start;
      let width = 0;
      for (; end < to && column < (lines[end]?.length ?? 0) - 1; end++)
        width = Math.max(width, [...(lines[end]?.[column] ?? '')].length + padding);
      for (let i = start; i < end; i++) widths[i]?.push(width);
      format(start, end, column + 1);
      start = end;
    }
  };
  format(0, lines.length, 0);
  return lines
    .map((cells, i) =>
      cells
        .map((cell, j) => {
          const width = widths[i]?.[j];
          return width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - [...cell].length));
        })
        .join(''),
    )
    .join('\n');
}

/** `Labels:  a=b` and one more line for each. */
export function printLabelsMultiline(w: DescribeWriter, title: string, labels: Labels = {}): void {
  const lines = Object.keys(labels)
    .sort()
    .map((key) => `${key}=${labels[key]}`);
  printMultiline(w, title, lines);
}

/** A title, a tab, and its lines below each other; `<none>` when there are none. */
export function printMultiline(w: DescribeWriter, title: string, lines: readonly string[]): void {
  w.write(0, `${title}:\t`);
  if (lines.length === 0) w.line(0, '<none>');
  for (const [i, line] of lines.entries()) w.line(0, i === 0 ? line : `\t${line}`);
}

const longest = 140;
const skipped = 'kubectl.kubernetes.io/last-applied-configuration';

export function printAnnotationsMultiline(w: DescribeWriter, title: string, annotations: Labels = {}): void {
  const lines = Object.keys(annotations)
    .filter((key) => key !== skipped)
    .sort()
    .flatMap((key) => {
      const value = (annotations[key] ?? '').replace(/\n$/, '');
      if (value.length + key.length + 2 <= longest && !value.includes('\n')) return [`${key}: ${value}`];
      const shorten = (text: string) =>
        text.length > longest - 2 ? `${text.slice(0, longest - 2)}...` : text;
      return [`${key}:`, ...value.split('\n').map((line) => `  ${shorten(line)}`)];
    });
  printMultiline(w, title, lines);
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** time.RFC1123Z in UTC: `Mon, 23 Nov 2026 07:53:04 +0000`. A missing time is the year 1. */
export function formatTime(timestamp: string | null | undefined): string {
  const ms = parseTimestamp(timestamp);
  if (timestamp === null || timestamp === undefined || Number.isNaN(ms))
    return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const weekday = days[(((Math.floor(ms / 86_400_000) + 4) % 7) + 7) % 7];
  const [year, month, day] = timestamp.slice(0, 10).split('-');
  return `${weekday}, ${day} ${months[Number(month) - 1]} ${year} ${timestamp.slice(11, 19)} +0000`;
}

/** The table of conditions of workloads. */
export function printConditions(w: DescribeWriter, conditions: readonly Condition[] = []): void {
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:\n  Type\tStatus\tReason');
  w.line(1, '----\t------\t------');
  for (const { type, status, reason = '' } of conditions) w.line(1, `${type} \t${status}\t${reason}`);
}

export const orNone = (text: string) => (text === '' ? '<none>' : text);
