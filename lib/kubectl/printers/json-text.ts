/**
 * JSON as Go writes it: `<`, `>`, `&` and the line separators escaped.
 * @param indent 0 for one line without spaces, 4 for `-o json`
 * @param isSorted keys in order, as those of unstructured objects; otherwise as they stand
 */
export function jsonText(value: unknown, indent: number, isSorted = true): string {
  return write(value, indent, isSorted, '\n');
}

function write(value: unknown, indent: number, isSorted: boolean, before: string): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  const inside = before + ' '.repeat(indent);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const record = value as Record<string, unknown>;
  const keys = Object.keys(value).filter((key) => record[key] !== undefined);
  if (isSorted && !Array.isArray(value)) keys.sort();
  const parts = keys.map((key) => {
    const text = write(record[key], indent, isSorted, inside);
    return Array.isArray(value) ? text : `${quoted(key)}:${indent > 0 ? ' ' : ''}${text}`;
  });
  if (parts.length === 0) return `${open}${close}`;
  return indent > 0
    ? `${open}${inside}${parts.join(`,${inside}`)}${before}${close}`
    : `${open}${parts.join(',')}${close}`;
}

const quoted = (text: string) =>
  JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
