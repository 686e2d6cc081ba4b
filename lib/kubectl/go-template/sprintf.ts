import { goText } from '../jsonpath/find-results';

/** fmt.Sprintf for the verbs templates use: v s d q t f g x c, widths, precision, `-`, `0`. */
export function sprintf(format: string, args: readonly unknown[]): string {
  let next = 0;
  const text = format.replace(
    /%([-+# 0]*)(\d*)(?:\.(\d*))?(.)?/gsu,
    (_, flags: string, width: string, precision: string | undefined, verb: string | undefined) => {
      if (verb === undefined) return '%!(NOVERB)';
      if (verb === '%') return '%';
      if (next >= args.length) return `%!${verb}(MISSING)`;
      const shown = verbText(verb, args[next++], precision);
      // Nobody needs a line longer than this; a width of millions is a mistake.
      const columns = Math.min(Number(width), 1000);
      if (flags.includes('-')) return shown.padEnd(columns);
      return shown.padStart(columns, flags.includes('0') && /^-?\d/.test(shown) ? '0' : ' ');
    },
  );
  const extra = args.slice(next).map((arg) => `${goType(arg)}=${goText(arg)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

const goType = (value: unknown) => {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value)
    ? '[]interface {}'
    : value !== null && typeof value === 'object'
      ? 'map[string]interface {}'
      : typeof value;
};

function verbText(verb: string, value: unknown, precision: string | undefined): string {
  const digits = Math.min(Number(precision ?? 6), 100);
  const isInt = typeof value === 'number' && Number.isInteger(value);
  const isText = typeof value === 'string';
  if (verb === 'v') return goText(value);
  if (value === null || value === undefined) return `%!${verb}(<nil>)`;
  if (verb === 's' && isText)
    return precision === undefined ? value : [...value].slice(0, Number(precision)).join('');
  if (verb === 's' && typeof value === 'object') return goText(value);
  if (verb === 'q' && isText) return JSON.stringify(value);
  if (verb === 'd' && isInt) return String(value);
  if (verb === 't' && typeof value === 'boolean') return String(value);
  if (verb === 'c' && isInt) return String.fromCodePoint(Math.abs(value) % 0x110000);
  if (verb === 'x' && isInt) return value.toString(16);
  if (verb === 'x' && isText)
    return [...value].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(2, '0')).join('');
  if ((verb === 'f' || verb === 'F') && typeof value === 'number' && !isInt)
    return roundHalfEven(value, digits);
  if (verb === 'g' && typeof value === 'number' && !isInt) return String(value);
  return `%!${verb}(${goType(value)}=${goText(value)})`;
}

/** Go rounds the exact decimal value; so does toFixed but for exact halves, which go to the even neighbour. */
function roundHalfEven(value: number, digits: number): string {
  const shifted = Math.abs(value) * 10 ** digits;
  if (digits <= 15 && shifted % 1 === 0.5) {
    const even = 2 * Math.round(shifted / 2);
    return (Math.sign(value) * (even / 10 ** digits)).toFixed(digits);
  }
  return value.toFixed(digits);
}
