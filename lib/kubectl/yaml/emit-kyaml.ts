import { needsQuotes } from './resolve';

/** `-o kyaml` (sigs.k8s.io/yaml/kyaml): YAML in braces, with commas, every string in quotes. */
export const emitKyaml = (value: unknown): string => `---\n${emit(value, 0)}\n`;

function emit(value: unknown, indent: number): string {
  if (typeof value === 'string') return stringText(value, indent);
  if (value === null || typeof value !== 'object') return String(value);
  const [space, inside] = [' '.repeat(indent), ' '.repeat(indent + 2)];
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    // Lists of objects, and lists of lists, keep their brackets together.
    const isCuddled =
      isEach(value, Array.isArray) ||
      isEach(value, (item) => item !== null && typeof item === 'object' && !Array.isArray(item));
    if (isCuddled) return `[${value.map((item) => emit(item, indent)).join(', ')}]`;
    return `[\n${value.map((item) => `${inside}${emit(item, indent + 2)},\n`).join('')}${space}]`;
  }
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
  if (keys.length === 0) return '{}';
  return `{\n${keys.map((key) => `${inside}${keyText(key)}: ${emit(record[key], indent + 2)},\n`).join('')}${space}}`;
}

const isEach = (items: readonly unknown[], test: (item: unknown) => boolean) => items.every(test);

const keyText = (key: string) =>
  /^[\p{L}\p{Nd}_][\p{L}\p{Nd}_./-]*$/u.test(key) && !needsQuotes(key) && !/^[tf]$/i.test(key)
    ? key
    : stringText(key, 0);

function stringText(text: string, indent: number): string {
  const quotedBody = (piece: string) =>
    piece
      .replace(/["\\]/g, '\\$&')
      .replace(/[^\t\n\P{Cc}]/gu, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  if (!text.includes('\n')) return `"${quotedBody(text)}"`;
  const lines = text.split(/(?<=\n)/).map((line) => {
    const body = quotedBody(line.replace(/\n$/, ''));
    const lead = body.startsWith(' ') || body.startsWith('\t') ? '\\' : ' ';
    return `${' '.repeat(indent + 2)}${lead}${body}${line.endsWith('\n') ? '\\n' : ''}\\\n`;
  });
  return `"\\\n${lines.join('')}${' '.repeat(indent + 2)}"`;
}
