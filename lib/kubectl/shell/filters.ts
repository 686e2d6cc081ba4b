import { decodeBase64, encodeBase64 } from '../base64';
import { byLine, whole } from './filter';
import { grep } from './grep';
import { held } from './held';
import { getopt, UsageError } from './options';
import type { Filter, FilterProgram, Output } from './program.types';
import { sed } from './sed';

/** head, tail, wc, sort, uniq, cut, tr, cat, tee, base64, awk's print, as in GNU coreutils, the options a lesson uses. */
const linesOf = (text: string) => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

function countOf(program: string, text: string | undefined): { count: number; sign: string } {
  const found = /^([+-]?)(\d+)$/.exec(text ?? '10');
  if (found === null) throw new UsageError(`${program}: invalid number of lines: '${text}'`);
  return { count: Number(found[2]), sign: found[1] ?? '' };
}

const head: FilterProgram = (args, io) => {
  const { values, operands } = getopt('head', args, 'q', 'n c lines=n bytes=c');
  const bytes = values.get('c');
  if (bytes !== undefined)
    return {
      filter: whole((text) => {
        io.out(text.slice(0, Number(bytes)));
        return 0;
      }),
      files: operands,
    };
  const { count, sign } = countOf('head', values.get('n'));
  if (sign === '-') {
    return {
      filter: whole((text) => {
        printLines(io, linesOf(text).slice(0, -count));
        return 0;
      }),
      files: operands,
    };
  }
  let left = count;
  const filter = byLine((line) => {
    if (left-- > 0) io.out(`${line}\n`);
    if (left <= 0) filter.isClosed = true;
  });
  return { filter, files: operands };
};

const tail: FilterProgram = (args, io) => {
  const { values, operands } = getopt('tail', args, 'q f', 'n c lines=n bytes=c');
  const { count, sign } = countOf('tail', values.get('n'));
  const filter = whole((text) => {
    const lines = linesOf(text);
    printLines(io, sign === '+' ? lines.slice(count - 1) : lines.slice(Math.max(0, lines.length - count)));
    return 0;
  });
  return { filter, files: operands };
};

function printLines(io: Output, lines: readonly string[]): void {
  if (lines.length > 0) io.out(`${lines.join('\n')}\n`);
}

const wc: FilterProgram = (args, io) => {
  const { flags, operands } = getopt('wc', args, 'l w c m lines=l words=w bytes=c chars=m');
  const filter = whole((text) => {
    const counts: [string, number][] = [
      ['l', text.split('\n').length - 1],
      ['w', text.split(/\s+/).filter((word) => word !== '').length],
      ['c', new TextEncoder().encode(text).length],
    ];
    const wanted = counts.filter(
      ([name]) => flags.size === 0 || flags.has(name) || (name === 'c' && flags.has('m')),
    );
    const width = wanted.length === 1 ? 0 : 7;
    const name = operands.length === 1 ? ` ${operands[0]}` : '';
    io.out(`${wanted.map(([, count]) => String(count).padStart(width)).join(' ')}${name}\n`);
    return 0;
  });
  return { filter, files: operands };
};

const sort: FilterProgram = (args, io) => {
  const { flags, values, operands } = getopt(
    'sort',
    args,
    'n r u V h b f numeric-sort=n reverse=r unique=u version-sort=V',
    'k t key=k field-separator=t',
  );
  const field = Number.parseInt(values.get('k') ?? '0', 10);
  const isNumeric = flags.has('n') || flags.has('h') || /\d[a-z]*n/.test(values.get('k') ?? '');
  const separator = values.get('t') ?? /\s+/;
  const key = (line: string) =>
    field > 0
      ? line
          .trimStart()
          .split(separator)
          .slice(field - 1)
          .join(' ')
      : line;
  const numberOf = (line: string) => Number.parseFloat(key(line)) || 0;
  const compare = (a: string, b: string) => {
    const byNumber = isNumeric ? numberOf(a) - numberOf(b) : 0;
    const [left, right] = key(a) === key(b) || isNumeric ? [a, b] : [key(a), key(b)];
    return (byNumber !== 0 ? byNumber : left < right ? -1 : left > right ? 1 : 0) * (flags.has('r') ? -1 : 1);
  };
  const filter = whole((text) => {
    const sorted = linesOf(text).sort(compare);
    printLines(io, flags.has('u') ? sorted.filter((line, index) => line !== sorted[index - 1]) : sorted);
    return 0;
  });
  return { filter, files: operands };
};

const uniq: FilterProgram = (args, io) => {
  const { flags, operands } = getopt('uniq', args, 'c d u count=c');
  let last: string | undefined;
  let count = 0;
  const flush = () => {
    if (last === undefined || (flags.has('d') && count < 2) || (flags.has('u') && count > 1)) return;
    io.out(`${flags.has('c') ? `${String(count).padStart(7)} ` : ''}${last}\n`);
  };
  const filter = byLine(
    (line) => {
      if (line === last) count++;
      else {
        flush();
        last = line;
        count = 1;
      }
    },
    () => {
      flush();
      return 0;
    },
  );
  return { filter, files: operands };
};

const cut: FilterProgram = (args, io) => {
  const { values, flags, operands } = getopt('cut', args, 's', 'd f c delimiter=d fields=f characters=c');
  const list = values.get('f') ?? values.get('c');
  if (list === undefined)
    throw new UsageError('cut: you must specify a list of bytes, characters, or fields');
  const ranges = list.split(',').map((part): [number, number] => {
    const found = /^(\d*)(-?)(\d*)$/.exec(part);
    if (found === null || part === '' || part === '-') throw new UsageError('cut: invalid field range');
    const first = Number(found[1] || 1);
    return [first, found[3] ? Number(found[3]) : found[2] ? Number.POSITIVE_INFINITY : first];
  });
  const isWanted = (_: string, index: number) =>
    ranges.some(([from, to]) => index + 1 >= from && index + 1 <= to);
  const delimiter = values.get('d') ?? '\t';
  const filter = byLine((line) => {
    if (values.has('c')) io.out(`${[...line].filter(isWanted).join('')}\n`);
    else if (line.includes(delimiter)) io.out(`${line.split(delimiter).filter(isWanted).join(delimiter)}\n`);
    else if (!flags.has('s')) io.out(`${line}\n`);
  });
  return { filter, files: operands };
};

const cat: FilterProgram = (args, io) => {
  const { flags, operands } = getopt('cat', args, 'n A v number=n');
  let number = 0;
  const filter: Filter = flags.has('n')
    ? byLine((line) => io.out(`${String(++number).padStart(6)}\t${line}\n`))
    : { write: (text) => io.out(text), end: () => 0 };
  return { filter, files: operands };
};

const tee: FilterProgram = (args, io) => {
  const { flags, operands } = getopt('tee', args, 'a append=a');
  let all = '';
  const filter: Filter = {
    write(text) {
      all = held(all + text);
      io.out(text);
    },
    end() {
      for (const file of operands)
        io.host.writeFile(file, held((flags.has('a') ? (io.host.readFile(file) ?? '') : '') + all));
      return 0;
    },
  };
  return { filter, files: [] };
};

const tr: FilterProgram = (args, io) => {
  const { flags, operands } = getopt('tr', args, 'd s');
  const spell = (text = '') =>
    text
      .replace(/\\n/g, '\n')
      .replace(/\\t/g, '\t')
      .replace(/(.)-(.)/g, (_, from: string, to: string) => {
        let range = '';
        for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++)
          range += String.fromCharCode(code);
        return range;
      });
  const [from, to] = [spell(operands[0]), spell(operands[1])];
  const filter = whole((text) => {
    let result = '';
    for (const char of text) {
      const at = from.indexOf(char);
      const next = at < 0 ? char : flags.has('d') ? '' : (to[Math.min(at, to.length - 1)] ?? '');
      if (flags.has('s') && next === result.at(-1) && (to || from).includes(next)) continue;
      result += next;
    }
    io.out(result);
    return 0;
  });
  return { filter, files: [] };
};

const base64: FilterProgram = (args, io) => {
  const { flags, operands } = getopt('base64', args, 'd decode=d', 'w wrap=w');
  const filter = whole((text) => {
    if (!flags.has('d')) io.out(`${encodeBase64(text)}\n`);
    else io.out(decodeBase64(text.replace(/\s/g, '')));
    return 0;
  });
  return { filter, files: operands };
};

/** Only `{print $1, $3}`, as lessons and habits have it. */
const awk: FilterProgram = (args, io) => {
  const { values, operands } = getopt('awk', args, '', 'F');
  const [program = '', ...files] = operands;
  const found = /^\s*(NR\s*>\s*(\d+)\s*)?\{\s*print\s*((?:\$(?:\d+|NF)|"[^"]*"|[\s,])*)\}\s*$/.exec(program);
  if (found === null) throw new UsageError('awk: only {print $1, $2 …} is simulated here');
  const skipped = Number(found[2] ?? 0);
  const parts = [...(found[3] ?? '').matchAll(/\$(\d+|NF)|"([^"]*)"|(,)/g)];
  let number = 0;
  const filter = byLine((line) => {
    if (++number <= skipped) return;
    const separator = values.get('F');
    const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    const at = (index: string) =>
      index === '0' ? line : (fields[index === 'NF' ? fields.length - 1 : Number(index) - 1] ?? '');
    const shown = parts
      .map(([, field, text, comma]) => (field ? at(field) : comma ? ' ' : (text ?? '')))
      .join('');
    io.out(`${parts.length > 0 ? shown : line}\n`);
  });
  return { filter, files };
};

export const filters: Readonly<Record<string, FilterProgram>> = {
  grep,
  egrep: (args, io) => grep(['-E', ...args], io),
  head,
  tail,
  wc,
  sort,
  uniq,
  cut,
  cat,
  sed,
  awk,
  base64,
  less: cat,
  more: cat,
  tee,
  tr,
};
