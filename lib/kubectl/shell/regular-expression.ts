/**
 * Regular expressions for grep and sed that cannot hang: a backtracking matcher that remembers what it tried (states ×
 * positions, as RE2's bit state), so that its time grows with the line's length only. Basic (BRE) and extended (ERE) forms.
 * The first alternative that fits wins, as in Perl; POSIX would take the longest. Left out: back-references, collation.
 */
interface Instruction {
  readonly kind: 'char' | 'split' | 'jump' | 'save' | 'start' | 'end' | 'boundary' | 'match';
  readonly test?: (char: string) => boolean;
  /** Where to go on; a split tries `next` first. */
  next: number;
  other: number;
  readonly slot?: number;
}

export interface Match {
  readonly index: number;
  readonly end: number;
  /** Group 0 is the whole match. */
  readonly groups: readonly (string | undefined)[];
}

const mostRepeats = 255;
const classes: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
};
const wordChar = /\w/;

export class RegularExpression {
  private readonly program: Instruction[] = [];
  private groups = 1;
  private at = 0;

  /** @throws Error with grep's words when `source` is not a regular expression */
  constructor(
    private readonly source: string,
    private readonly isExtended: boolean,
    private readonly ignoresCase = false,
  ) {
    this.emit('save', { slot: 0 });
    this.alternatives();
    if (this.at < source.length) throw new Error('Unmatched ) or \\)');
    this.emit('save', { slot: 1 });
    this.emit('match');
    if (this.program.length > 20_000) throw new Error('Regular expression too big');
  }

  /** The first place at or behind `from` that fits. */
  exec(text: string, from = 0): Match | undefined {
    const visited = new Set<number>();
    for (let start = from; start <= text.length; start++) {
      const saved = this.run(text, start, visited);
      if (saved === undefined) continue;
      const groups: (string | undefined)[] = [];
      for (let group = 0; group < this.groups; group++) {
        const [begin, end] = [saved[group * 2], saved[group * 2 + 1]];
        groups.push(begin === undefined || end === undefined ? undefined : text.slice(begin, end));
      }
      return { index: start, end: saved[1] ?? start, groups };
    }
    return undefined;
  }

  private run(
    text: string,
    start: number,
    visited: Set<number>,
  ): readonly (number | undefined)[] | undefined {
    const { program } = this;
    const stack: [number, number, readonly (number | undefined)[]][] = [[0, start, []]];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      let [at, position, saved] = top;
      for (;;) {
        const key = at * (text.length + 1) + position;
        if (visited.has(key)) break;
        visited.add(key);
        const step = program[at];
        if (step === undefined) break;
        if (step.kind === 'match') return saved;
        if (step.kind === 'split') stack.push([step.other, position, saved]);
        else if (step.kind === 'save') {
          const copy = [...saved];
          copy[step.slot ?? 0] = position;
          saved = copy;
        } else if (step.kind !== 'jump' && !this.passes(step, text, position)) break;
        if (step.kind === 'char') position++;
        at = step.next;
      }
    }
    return undefined;
  }

  private passes({ kind, test }: Instruction, text: string, position: number): boolean {
    if (kind === 'start') return position === 0;
    if (kind === 'end') return position === text.length;
    if (kind === 'boundary')
      return wordChar.test(text[position - 1] ?? ' ') !== wordChar.test(text[position] ?? ' ');
    const char = text[position];
    if (char === undefined || test === undefined) return false;
    return test(char) || (this.ignoresCase && (test(char.toLowerCase()) || test(char.toUpperCase())));
  }

  private emit(kind: Instruction['kind'], rest: Partial<Instruction> = {}): number {
    const index = this.program.length;
    this.program.push({ kind, next: index + 1, other: index + 1, ...rest });
    return index;
  }

  /** Whether `sign` comes next in its meaning as an operator: plain in ERE, behind a backslash in BRE. */
  private takes(sign: string): boolean {
    const text = this.isExtended ? sign : `\\${sign}`;
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private alternatives(depth = 0): void {
    if (depth > 200) throw new Error('Regular expression too big');
    const begin = this.program.length;
    this.sequence(depth);
    if (!this.takes('|')) return;
    this.insert(begin, 'split');
    const jump = this.emit('jump');
    const split = this.program[begin];
    if (split) split.other = this.program.length;
    this.alternatives(depth);
    const end = this.program[jump];
    if (end) end.next = this.program.length;
  }

  private sequence(depth: number): void {
    const open = this.at;
    while (this.at < this.source.length) {
      const before = this.at;
      if (this.takes('|') || (depth > 0 && this.takes(')'))) {
        this.at = before;
        return;
      }
      const begin = this.program.length;
      this.atom(depth, before === open);
      while (this.repeat(begin));
    }
  }

  private atom(depth: number, isFirst: boolean): void {
    const { source } = this;
    if (this.takes('(')) {
      this.group(depth);
      return;
    }
    if (depth === 0 && this.isExtended && source[this.at] === ')') throw new Error('Unmatched ) or \\)');
    const char = source[this.at++] ?? '';
    if (char === '.') this.emit('char', { test: () => true });
    else if (char === '[') this.bracket();
    else if (char === '^' && (this.isExtended || isFirst)) this.emit('start');
    else if (
      char === '$' &&
      (this.isExtended || this.at === source.length || source.startsWith('\\)', this.at))
    )
      this.emit('end');
    else if (char === '\\') this.escape();
    else this.emit('char', { test: (each) => each === char });
  }

  private group(depth: number): void {
    const number = this.groups++;
    this.emit('save', { slot: number * 2 });
    this.alternatives(depth + 1);
    if (!this.takes(')')) throw new Error('Unmatched ( or \\(');
    this.emit('save', { slot: number * 2 + 1 });
  }

  private escape(): void {
    const char = this.source[this.at++];
    if (char === undefined) throw new Error('Trailing backslash');
    if (char === 'b') this.emit('boundary');
    else if (char === 'w' || char === 'W')
      this.emit('char', { test: (each) => wordChar.test(each) === (char === 'w') });
    else if (char === 's' || char === 'S')
      this.emit('char', { test: (each) => /\s/.test(each) === (char === 's') });
    else this.emit('char', { test: (each) => each === char });
  }

  private bracket(): void {
    const { source } = this;
    const isNegated = source[this.at] === '^';
    if (isNegated) this.at++;
    const tests: ((char: string) => boolean)[] = [];
    const begin = this.at;
    for (;;) {
      const char = source[this.at];
      if (char === undefined) throw new Error('Unmatched [, [^, [:, [., or [=');
      if (char === ']' && this.at > begin) break;
      const named = /^\[:(\w+):\]/.exec(source.slice(this.at, this.at + 12));
      const shape = named ? classes[named[1] ?? ''] : undefined;
      if (named && shape) {
        tests.push((each) => shape.test(each));
        this.at += named[0].length;
        continue;
      }
      const last =
        source[this.at + 1] === '-' && source[this.at + 2] !== ']' ? source[this.at + 2] : undefined;
      if (last !== undefined && last < char) throw new Error('Invalid range end');
      tests.push((each) => each >= char && each <= (last ?? char));
      this.at += last === undefined ? 1 : 3;
    }
    this.at++;
    this.emit('char', { test: (each) => tests.some((test) => test(each)) !== isNegated });
  }

  /** `*`, `+`, `?`, `{n,m}` behind what begins at `begin`. */
  private repeat(begin: number): boolean {
    if (this.source[this.at] === '*') {
      // In BRE a star that begins an expression is a star.
      if (begin === this.program.length) return false;
      this.at++;
      this.quantify(begin, 0, Number.POSITIVE_INFINITY);
      return true;
    }
    if (this.takes('+')) this.quantify(begin, 1, Number.POSITIVE_INFINITY);
    else if (this.takes('?')) this.quantify(begin, 0, 1);
    else {
      const shape = this.isExtended ? /^\{(\d+)(,?)(\d*)\}/ : /^\\\{(\d+)(,?)(\d*)\\\}/;
      const found = shape.exec(this.source.slice(this.at, this.at + 20));
      if (found === null) return false;
      const least = Number(found[1]);
      const most = found[3] ? Number(found[3]) : found[2] ? Number.POSITIVE_INFINITY : least;
      if (least > mostRepeats || (most !== Number.POSITIVE_INFINITY && most > mostRepeats) || most < least)
        throw new Error('Invalid content of \\{\\}');
      this.at += found[0].length;
      this.quantify(begin, least, most);
    }
    return true;
  }

  private quantify(begin: number, least: number, most: number): void {
    const body = this.program.splice(begin);
    const size = body.length;
    const append = () => {
      const shift = this.program.length - begin;
      for (const step of body)
        this.program.push({ ...step, next: step.next + shift, other: step.other + shift });
      if (this.program.length > 20_000) throw new Error('Regular expression too big');
    };
    for (let count = 0; count < least; count++) append();
    if (most === Number.POSITIVE_INFINITY) {
      const split = this.emit('split');
      append();
      const back = this.emit('jump');
      const [first, last] = [this.program[split], this.program[back]];
      if (first) first.other = this.program.length;
      if (last) last.next = split;
      return;
    }
    for (let count = least; count < most; count++) {
      const split = this.emit('split');
      append();
      const first = this.program[split];
      if (first) first.other = split + size + 1;
    }
  }

  private insert(index: number, kind: Instruction['kind']): void {
    const moved = this.program.splice(index);
    for (const step of moved) {
      if (step.next >= index) step.next++;
      if (step.other >= index) step.other++;
    }
    this.program.push({ kind, next: index + 1, other: index + 1 }, ...moved);
  }
}
