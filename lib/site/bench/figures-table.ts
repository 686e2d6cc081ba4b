import type { Figures } from './measures';

/** The median of each figure over the runs; a figure that some runs lack counts only where it stands. */
export function medians(runs: readonly Figures[]): Figures {
  const names = new Set(runs.flatMap((run) => Object.keys(run)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      median(runs.map((run) => run[name]).filter((value) => value !== undefined)),
    ]),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] =
    sorted.length % 2 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** A table with a column for each page: bytes in KiB, times in ms. */
export function figuresTable(columns: Readonly<Record<string, Figures>>): string {
  const pages = Object.keys(columns);
  const names = [...new Set(pages.flatMap((page) => Object.keys(columns[page] ?? {})))];
  const rows = names.map((name) => [
    labelOf(name),
    ...pages.map((page) => show(name, columns[page]?.[name])),
  ]);
  const table = [['', ...pages], ...rows];
  const widths = table.reduce<number[]>(
    (most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)),
    [],
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ');
  return table.map(line).join('\n');
}

/** `bytesUntilLoadBytes` → `bytes until load, KiB`. */
function labelOf(name: string): string {
  const unit = name.endsWith('Bytes') ? ', KiB' : name.endsWith('Ms') ? ', ms' : '';
  const words = name.replace(/(Bytes|Ms)$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.length > 3 ? words : words.toUpperCase()}${unit}`;
}

function show(name: string, value: number | undefined): string {
  if (value === undefined) return '–';
  if (name.endsWith('Bytes')) return (value / 1024).toFixed(1);
  return name.endsWith('Ms') ? value.toFixed(0) : value.toFixed(3);
}
