/** What a plain scalar means (go.yaml.in/yaml/v2, resolve.go: YAML 1.1 with `yes`, `on` and octal numbers). */
export type Scalar = string | number | boolean | null;

const words = new Map<string, Scalar>([
  ['', null],
  ['~', null],
  ...['null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, false] as const,
  ),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    (word) => [word, Number.POSITIVE_INFINITY] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
]);

const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const date = /^\d{4}-\d\d?-\d\d?(?:[Tt ]\d\d?:\d\d:\d\d(?:\.\d*)?(?: ?(?:Z|[-+]\d\d:\d\d))?)?$/;

/** The value a plain scalar stands for. */
export function resolve(text: string): Scalar {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text) || isTimestamp(text)) return text;
  const plain = text.replaceAll('_', '');
  if (text.startsWith('.')) return floatOf(text, text);
  const int = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|[1-9]\d*|0)|0([0-7]+))$/.exec(plain);
  if (int !== null) {
    const value = int[3] === undefined ? Number(int[2]) : Number.parseInt(int[3], 8);
    return int[1] === '-' ? -value || 0 : value;
  }
  return floatOf(plain, text);
}

/** A number too large for a float64 stays a text. */
const floatOf = (plain: string, text: string) =>
  float.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : text;

const isTimestamp = (text: string) => date.test(text);

/** Whether `text` written plainly would be read as something else than this very text. */
export const needsQuotes = (text: string) =>
  typeof resolve(text) !== 'string' ||
  isTimestamp(text) ||
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text);
