/**
 * Columns of text (liggitt.net/tabwriter as cli-runtime sets it up: at least 6 wide, 3 apart, spaces, widths remembered
 * between flushes). The last cell of a line is not padded.
 */
export class TabWriter {
  private lines: (readonly string[])[] = [];
  private readonly widths: number[] = [];

  constructor(
    private readonly out: (text: string) => void,
    private readonly minWidth = 6,
    private readonly padding = 3,
  ) {}

  row(cells: readonly string[]): void {
    this.lines.push(cells);
  }

  /** Lines are held back until here, when the widths of their columns are known. */
  flush(): void {
    for (const cells of this.lines)
      for (const [i, cell] of cells.slice(0, -1).entries())
        this.widths[i] = Math.max(this.widths[i] ?? this.minWidth, widthOf(cell) + this.padding);
    const text = this.lines.map(
      (cells) =>
        `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell + ' '.repeat((this.widths[i] ?? 0) - widthOf(cell)))).join('')}\n`,
    );
    this.lines = [];
    if (text.length > 0) this.out(text.join(''));
  }
}

/** Runes, as Go counts them. */
function widthOf(text: string): number {
  let width = 0;
  for (const _ of text) width++;
  return width;
}
