import { scalarText } from './emit-scalar';

/**
 * JSON values as YAML, as `-o yaml` prints them (sigs.k8s.io/yaml over go.yaml.in/yaml/v2): keys sorted, two spaces,
 * sequences not indented in mappings, long strings folded at 80 columns.
 */
export function emitYaml(value: unknown): string {
  const text = emit(value, 0, false);
  return `${text.startsWith('\n') ? text.slice(1) : text.replace(/^ /, '')}\n`;
}

/** What stands behind `key:` or `-`, with the space or line break in front. */
function emit(value: unknown, indent: number, isInSequence: boolean): string {
  if (value === null || typeof value !== 'object')
    return ` ${typeof value === 'string' ? scalarText(value, indent, Math.max(0, indent - 1)) : numberText(value)}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []';
    const lines = value.map((item) => `${' '.repeat(indent)}-${emit(item, indent + 2, true)}`);
    return isInSequence ? ` ${lines.join('\n').slice(indent)}` : `\n${lines.join('\n')}`;
  }
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return ' {}';
  entries.sort(([a], [b]) => compareKeys(a, b));
  const lines = entries.map(([key, each]) => `${' '.repeat(indent)}${entry(key, each, indent)}`);
  return isInSequence ? ` ${lines.join('\n').slice(indent)}` : `\n${lines.join('\n')}`;
}

function entry(key: string, value: unknown, indent: number): string {
  const isSimple = [...key].length <= 128 && !key.includes('\n');
  const name = isSimple ? scalarText(key, indent, indent, true) : scalarText(key, indent + 2, indent + 1);
  const head = isSimple ? `${name}:` : `? ${name}\n${' '.repeat(indent)}:`;
  if (typeof value === 'string')
    return `${head} ${scalarText(value, indent + 2, indent + (isSimple ? [...name].length + 1 : 1))}`;
  // Sequences stand at their key's own indentation.
  return head + emit(value, Array.isArray(value) ? indent : indent + 2, false);
}

function numberText(value: unknown): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(value).replace(/e([-+])(\d)$/, 'e$10$2');
}

const isLetter = (c: string) => /\p{L}/u.test(c);
const isDigit = (c: string | undefined) => c !== undefined && /\p{Nd}/u.test(c);

/** go-yaml's order of keys (sorter.go): numbers inside are compared as numbers, letters stand behind everything else. */
export function compareKeys(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x = '', y = ''] = [a[i], b[i]];
    if (x === y) continue;
    if (isLetter(x) && isLetter(y)) return x < y ? -1 : 1;
    if (isLetter(x) || isLetter(y)) return isLetter(y) ? -1 : 1;
    return compareNumbers(a, b, i) || (x < y ? -1 : 1);
  }
  return a.length - b.length;
}

function compareNumbers(a: readonly string[], b: readonly string[], at: number): number {
  let lead = 0;
  if (a[at] === '0' || b[at] === '0')
    for (let j = at - 1; j >= 0 && isDigit(a[j]); j--) if (a[j] !== '0') lead = 1;
  const read = (text: readonly string[]) => {
    let value = lead;
    let end = at;
    while (isDigit(text[end])) value = value * 10 + Number(text[end++]);
    return [value, end] as const;
  };
  const [[an, ai], [bn, bi]] = [read(a), read(b)];
  return an - bn || ai - bi;
}
