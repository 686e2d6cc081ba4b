import { byLine } from './filter';
import { held } from './held';
import { getopt, splitOnce, UsageError } from './options';
import type { FilterProgram } from './program.types';
import { RegularExpression } from './regular-expression';

/** sed's `s`, `d` and `p` with line numbers or patterns in front, and -i. Left out: everything else of sed. */
interface Edit {
  readonly selects: (line: string, number: number) => boolean;
  readonly run: (line: string) => string | undefined;
  readonly prints: boolean;
}

export const sed: FilterProgram = (args, io) => {
  const { flags, values, operands } = getopt(
    'sed',
    args,
    'n i E r regexp-extended=E in-place=i',
    'e expression=e',
  );
  const given = values.get('e');
  const [script, ...files] = given === undefined ? operands : [given, ...operands];
  if (script === undefined)
    throw new UsageError('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...');
  const edits = parseScript(script, flags.has('E') || flags.has('r'));
  const edit = (out: (text: string) => void) => {
    let number = 0;
    return byLine((line) => {
      number++;
      let current: string | undefined = line;
      for (const { selects, run, prints } of edits) {
        if (current === undefined || !selects(current, number)) continue;
        if (prints) out(`${current}\n`);
        else current = run(current);
      }
      if (current !== undefined && !flags.has('n')) out(`${current}\n`);
    });
  };
  if (!flags.has('i')) return { filter: edit((text) => io.out(text)), files };
  for (const file of files) {
    let changed = '';
    const filter = edit((text) => {
      changed = held(changed + text);
    });
    const before = io.host.readFile(file);
    if (before === undefined) throw new UsageError(`sed: can't read ${file}: No such file or directory`);
    filter.write(before);
    filter.end();
    io.host.writeFile(file, changed);
  }
  return { filter: { write: () => undefined, end: () => 0, isClosed: true }, files: [] };
};

function parseScript(script: string, isExtended: boolean): Edit[] {
  const edits: Edit[] = [];
  let rest = script.trim();
  while (rest !== '') {
    const address = /^(?:(\d+|\$)(?:,(\d+|\$))?|\/((?:[^\\/]|\\.)*)\/)?\s*([sdp])/.exec(rest);
    if (address === null)
      throw new UsageError(`sed: -e expression #1, char 1: only s, d and p are simulated here`);
    const [all, from, to, pattern, command] = address;
    rest = rest.slice(all.length);
    const shape = pattern === undefined ? undefined : expressionOf(pattern, isExtended, script.length);
    const last = to === undefined ? from : to;
    const selects = (line: string, number: number) =>
      shape
        ? shape.exec(line) !== undefined
        : from === undefined ||
          (number >= Number(from) && number <= (last === '$' ? Number.POSITIVE_INFINITY : Number(last)));
    if (command === 's') {
      const [run, after] = substitution(rest, isExtended, script.length);
      edits.push({ selects, run, prints: false });
      rest = after;
    } else edits.push({ selects, run: () => undefined, prints: command === 'p' });
    rest = rest.replace(/^[;\s]+/, '');
  }
  return edits;
}

/** @param at where GNU sed stands when it reads an expression: at the script's end */
function expressionOf(
  pattern: string,
  isExtended: boolean,
  at: number,
  ignoresCase = false,
): RegularExpression {
  try {
    return new RegularExpression(pattern, isExtended, ignoresCase);
  } catch (error) {
    throw new UsageError(`sed: -e expression #1, char ${at}: ${(error as Error).message}`);
  }
}

function substitution(
  text: string,
  isExtended: boolean,
  scriptLength: number,
): [(line: string) => string, string] {
  const delimiter = text[0] ?? '';
  const parts: string[] = [''];
  let at = 1;
  for (; at < text.length && parts.length < 3; at++) {
    const char = text[at] ?? '';
    if (char === delimiter) parts.push('');
    else if (char === '\\' && at + 1 < text.length) {
      const next = text[++at] ?? '';
      parts[parts.length - 1] += next === delimiter ? next : `\\${next}`;
    } else parts[parts.length - 1] += char;
  }
  const [pattern = '', replacement = ''] = parts;
  if (parts.length < 3) throw new UsageError("sed: -e expression #1, char 0: unterminated `s' command");
  const modifiers = /^[gIi]*/.exec(text.slice(at))?.[0] ?? '';
  const shape = expressionOf(pattern, isExtended, scriptLength, /[Ii]/.test(modifiers));
  const run = (line: string) => {
    let result = '';
    let from = 0;
    for (
      let found = shape.exec(line);
      found;
      found = modifiers.includes('g') ? shape.exec(line, from) : undefined
    ) {
      const { groups, index, end } = found;
      result += line.slice(from, index);
      const written = replacement.replace(/\\(\d)|\\n|\\(.)|&/g, (whole, group?: string, char?: string) =>
        group
          ? (groups[Number(group)] ?? '')
          : whole === '&'
            ? line.slice(index, end)
            : whole === '\\n'
              ? '\n'
              : (char ?? ''),
      );
      result = held(result + written);
      from = end;
      if (end === index) {
        if (from >= line.length) break;
        result += line[from++];
      }
    }
    return result + line.slice(from);
  };
  return [run, splitOnce(text.slice(at + modifiers.length), '\0')[0]];
}
