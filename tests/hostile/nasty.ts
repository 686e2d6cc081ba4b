import fc from 'fast-check';

/**
 * How often a property is tried, from which seed. More and other tries: `HOSTILE=20 npx vitest run tests/hostile` makes twenty
 * times as many, from another seed.
 */
export function tries(seed: number, numRuns: number): { readonly seed: number; readonly numRuns: number } {
  const more = Number(process.env.HOSTILE ?? 1);
  return { seed: seed + (more - 1) * 1000, numRuns: numRuns * more };
}

/** Texts that have broken parsers before. */
export const nastyTexts: readonly string[] = [
  '',
  ' ',
  '\0',
  '\u0000\u0001\u001b[31m',
  '\ufeff',
  '\u202eoverride',
  '\ud800',
  '\udc00a',
  'é́́́',
  '👩‍👩‍👧‍👦',
  '한국어 이름',
  'ＷＥＢ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '../../../etc/passwd',
  '%00%2e%2e%2f',
  '1e999',
  '-1e999',
  'NaN',
  'Infinity',
  '-0',
  '0x7fffffffffffffff',
  '9223372036854775808',
  '18446744073709551616',
  '0.1e-400',
  '{{.}}',
  '{.items[*]}',
  '$(exit)',
  '`id`',
  "'",
  '"',
  '\\',
  '\t',
  '\r\n',
  '\n---\n',
  '#',
  '~',
  '!!',
  '*',
  '[',
  ']',
  '{',
  '}',
  '(a+)+$',
  'a=b,c=d',
  'a in (b',
  '=',
  ',',
  ':',
  '/',
  '//',
  '@',
  '-',
  '--',
  '-f',
  '--=',
  'x'.repeat(70),
  'x'.repeat(5000),
];

/** A text: one of the nasty ones, random Unicode, or some of them together. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  fc.array(fc.constantFrom(...nastyTexts), { maxLength: 4 }).map((texts) => texts.join('')),
);

export const nastyKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'polluted',
  'toString',
  'metadata',
  'name',
  'namespace',
  'labels',
  'spec',
  'status',
  'replicas',
  'selector',
  'matchLabels',
  'template',
  'containers',
  'image',
  'ports',
  'items',
  'kind',
  'apiVersion',
  'finalizers',
  'ownerReferences',
  '$patch',
  '$retainKeys',
  '$setElementOrder/containers',
  '$deleteFromPrimitiveList/finalizers',
  '',
  '/',
  '~1',
);

/** Any JSON, with the keys that poison prototypes among its own. */
export const nastyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e300, -0, 2 ** 53, '', '0', '100%'),
    nastyText,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(nastyKey, tie('value')), { maxLength: 4 })
      .map((entries) =>
        JSON.parse(
          `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
        ),
      ),
  ),
})).value;
