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
  const before = Number(values.get('B') ?? values.get('C') ?? 0);
  const after = Number(values.get('A') ?? values.get('C') ?? 0);
  let count = 0;
  let number = 0;
  let trailing = 0;
  let lastShown = 0;
  const held: [number, string][] = [];
  const show = (at: number, sign: string, text: string) => {
    if ((before > 0 || after > 0) && lastShown > 0 && at > lastShown + 1) io.out('--\n');
    lastShown = at;
    io.out(`${flags.has('n') ? `${at}${sign}` : ''}${text}\n`);
  };
  const isSilent = flags.has('q') || flags.has('c');
  const filter = byLine(
    (line) => {
      if (filter.isClosed) return;
      number++;
      const found = finds(line);
      if (found.length > 0 !== flags.has('v')) {
        count++;
        if (!isSilent) {
          for (const [at, text] of held.splice(0)) show(at, '-', text);
          if (flags.has('o')) for (const each of found) show(number, ':', each);
          else show(number, ':', line);
        }
        trailing = after;
        if (flags.has('q') || count >= most) filter.isClosed = true;
      } else if (trailing > 0) {
        trailing--;
        if (!isSilent) show(number, '-', line);
      } else if (before > 0) {
        held.push([number, line]);
        if (held.length > before) held.shift();
      }
    },
    () => {
      if (flags.has('c')) io.out(`${count}\n`);
      return count > 0 ? 0 : 1;
    },
  );
  return { filter, files };
};

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
