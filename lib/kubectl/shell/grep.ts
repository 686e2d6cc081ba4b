import { byLine } from './filter';
import { getopt, UsageError } from './options';
import type { FilterProgram } from './program.types';
import { RegularExpression } from './regular-expression';

/** grep as in GNU grep, the options a lesson uses. Left out: several patterns, directories, colours. */
export const grep: FilterProgram = (args, io) => {
  const { flags, values, operands } = getopt(
    'grep',
    args,
    'i v c E F o n q w x h s ignore-case=i invert-match=v count=c extended-regexp=E fixed-strings=F only-matching=o line-number=n quiet=q word-regexp=w line-regexp=x color colour',
    'e m A B C max-count=m',
  );
  const given = values.get('e');
  const [pattern, ...files] = given === undefined ? operands : [given, ...operands];
  if (pattern === undefined) throw new UsageError('Usage: grep [OPTION]... PATTERNS [FILE]...');
  const finds = matcher(pattern, flags);
  const most = Number(values.get('m') ?? Number.POSITIVE_INFINITY);
  const isSilent = flags.has('q') || flags.has('c');
  const context = new Context(
    Number(values.get('B') ?? values.get('C') ?? 0),
    Number(values.get('A') ?? values.get('C') ?? 0),
    (number, sign, text) => {
      if (!isSilent) io.out(number === 0 ? '--\n' : `${flags.has('n') ? `${number}${sign}` : ''}${text}\n`);
    },
  );
  let count = 0;
  const filter = byLine(
    (line) => {
      if (filter.isClosed) return;
      const found = finds(line);
      if (found.length > 0 === flags.has('v')) {
        context.other(line);
        return;
      }
      count++;
      context.match(flags.has('o') ? found : [line]);
      if (flags.has('q') || count >= most) filter.isClosed = true;
    },
    () => {
      if (flags.has('c')) io.out(`${count}\n`);
      return count > 0 ? 0 : 1;
    },
  );
  return { filter, files };
};

/** Lines around those that fit (-A, -B, -C), with `--` between groups, for which `show` is told line 0. */
class Context {
  private number = 0;
  private trailing = 0;
  private lastShown = 0;
  private held: [number, string][] = [];

  constructor(
    private readonly before: number,
    private readonly after: number,
    private readonly show: (number: number, sign: string, text: string) => void,
  ) {}

  match(texts: readonly string[]): void {
    this.number++;
    for (const [number, text] of this.held.splice(0)) this.tell(number, '-', text);
    for (const text of texts) this.tell(this.number, ':', text);
    this.trailing = this.after;
  }

  other(line: string): void {
    this.number++;
    if (this.trailing > 0) {
      this.trailing--;
      this.tell(this.number, '-', line);
    } else if (this.before > 0) {
      this.held.push([this.number, line]);
      if (this.held.length > this.before) this.held.shift();
    }
  }

  private tell(number: number, sign: string, text: string): void {
    if (this.before + this.after > 0 && this.lastShown > 0 && number > this.lastShown + 1)
      this.show(0, '', '');
    this.lastShown = number;
    this.show(number, sign, text);
  }
}

/** @returns what of a line fits: the pieces, none when nothing does */
function matcher(pattern: string, flags: ReadonlySet<string>): (line: string) => string[] {
  const ignoresCase = flags.has('i');
  const isFixed = flags.has('F');
  const escaped = isFixed ? pattern.replace(/[\\^$.[\]|()*+?{}]/g, '\\$&') : pattern;
  const isExtended = isFixed || flags.has('E');
  const [open, close] = isExtended ? ['(', ')'] : ['\\(', '\\)'];
  let source = escaped;
  if (flags.has('w')) source = `\\b${open}${source}${close}\\b`;
  if (flags.has('x')) source = `^${open}${source}${close}$`;
  let expression: RegularExpression;
  try {
    expression = new RegularExpression(source, isExtended, ignoresCase);
  } catch (error) {
    throw new UsageError(`grep: ${(error as Error).message}`);
  }
  return (line) => {
    const first = expression.exec(line);
    if (first === undefined) return [];
    if (!flags.has('o')) return [line];
    const found: string[] = [];
    for (
      let each: typeof first | undefined = first;
      each;
      each = expression.exec(line, Math.max(each.end, each.index + 1))
    )
      if (each.end > each.index) found.push(line.slice(each.index, each.end));
    return found.length > 0 ? found : [''];
  };
}
