import { describe, expect, it } from 'vitest';
import { emitYaml } from '@/lib/kubectl/yaml/emit-yaml';
import { parseYaml, splitDocuments } from '@/lib/kubectl/yaml/parse-yaml';

/** Every expectation here was printed by kubectl v1.35.2 (`kubectl label --local -f FILE a=b -o yaml`). */
const mistake = (text: string) => {
  try {
    parseYaml(text);
    return 'no mistake';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a manifest', () => {
  it('means what YAML 1.1 says', () => {
    expect(
      parseYaml('a: 08\nb: 010\nc: 0x1F\nd: 1_000\ne: yes\nf: Off\ng:\nh: 2001-01-01\ni: 1:20\n'),
    ).toEqual({
      a: 8,
      b: 8,
      c: 31,
      d: 1000,
      e: true,
      f: false,
      g: null,
      h: '2001-01-01',
      i: '1:20',
    });
  });

  it('may use anchors, merges, blocks and flow', () => {
    const text =
      'x: &x {b: 1}\nm:\n  <<: *x\n  c: |\n    one\n    two\nz: [a, {b: c}, "d e"]\nw: >-\n  p\n  q\n';
    expect(parseYaml(text)).toEqual({
      x: { b: 1 },
      m: { b: 1, c: 'one\ntwo\n' },
      z: ['a', { b: 'c' }, 'd e'],
      w: 'p q',
    });
  });

  it('is parted by lines of three dashes, and by nothing else', () => {
    expect(splitDocuments('a: 1\n---\n# nothing\n--- # next\nb: 2\n')).toEqual([
      'a: 1\n',
      '# nothing\n',
      'b: 2\n',
    ]);
    expect(() => splitDocuments('a: 1\n--- b\n')).toThrow('invalid Yaml document separator: b');
  });

  it.each([
    ['a: b: c\n', 'yaml: mapping values are not allowed in this context'],
    ['k: v\na:\n\tb: 1\n', 'yaml: line 3: found character that cannot start any token'],
    ['k: v\nmetadata:\n  name: x\n spec:\n  y: z\n', 'yaml: line 3: did not find expected key'],
    ['apiVersion:v1\nkind: Pod\n', 'yaml: line 2: mapping values are not allowed in this context'],
    ['k: v\na: b\n c: d\n', 'yaml: line 3: mapping values are not allowed in this context'],
    ['k: v\na: "unclosed\n', 'yaml: line 3: found unexpected end of stream'],
    ['k: v\na: [1, 2\n', "yaml: line 2: did not find expected ',' or ']'"],
    ['k: v\na: *x\n', "yaml: unknown anchor 'x' referenced"],
    ['a: &x [*x]\n', "yaml: anchor 'x' value contains itself"],
    ['a: {{ x }}\n', 'yaml: invalid map key: map[interface {}]interface {}{"x":interface {}(nil)}'],
    ['a: @x\n', 'yaml: found character that cannot start any token'],
    ['a: .inf\n', 'json: unsupported value: +Inf'],
    ['a: !!int x\n', 'yaml: cannot decode !!str `x` as a !!int'],
    ['a: \u0000\n', 'yaml: control characters are not allowed'],
  ])('%j is refused in go-yaml’s words', (text, words) => {
    expect(mistake(text)).toBe(words);
  });

  it('cannot blow up by aliases of aliases', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(', ')}]`);
    expect(mistake(lines.join('\n'))).toBe('yaml: document contains excessive aliasing');
  });

  it('cannot be too deep', () => {
    expect(mistake('['.repeat(100_000))).toBe('yaml: exceeded max depth of 1000');
    expect(mistake(Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''))).toMatch(
      /exceeded max depth of 1000/,
    );
  });

  it('cannot touch the prototype of anything', () => {
    const value = parseYaml('__proto__: {polluted: true}\nconstructor: 1\n') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('-o yaml', () => {
  const long =
    'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore';

  it('quotes what would be read as something else', () => {
    const text = emitYaml({
      a: '1',
      b: 'true',
      c: 'y',
      d: '',
      e: ' x',
      f: '1:20',
      g: 'a: b',
      h: "it's",
      i: '- a',
      j: '64Mi',
    });
    expect(text).toBe(
      'a: "1"\nb: "true"\nc: "y"\nd: ""\ne: \' x\'\nf: "1:20"\ng: \'a: b\'\nh: it\'s\ni: \'- a\'\nj: 64Mi\n',
    );
  });

  it('folds long lines, and writes several lines as a block', () => {
    expect(emitYaml({ k: long, list: [long, [[long]]], block: 'a\nb\n', keep: 'a\n\n', strip: 'a\nb' })).toBe(
      `block: |
  a
  b
k: lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt
  ut labore
keep: |+
  a

list:
- lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt
  ut labore
- - - lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor
      incididunt ut labore
strip: |-
  a
  b
`,
    );
  });

  it('orders numbers inside keys as numbers, and letters behind everything', () => {
    expect(
      emitYaml({ a10: 1, a9: 1, 'a-b': 1, a_b: 1, 'a.b': 1, a: 1, B: 1, 'tls.crt': 1, 'tls-x': 1 }),
    ).toBe('B: 1\na: 1\na-b: 1\na.b: 1\na_b: 1\na9: 1\na10: 1\ntls-x: 1\ntls.crt: 1\n');
  });

  it('is read back as it was, whatever the strings are', () => {
    const pieces = ['a', ' ', '\n', ':', '#', '"', "'", '-', '\t', '1', 'é', '한', '😀', '\\', '|', '{', '%'];
    let state = 7;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: next(12) }, () => pieces[next(pieces.length)]).join('');
      const value = { k: text, list: [text], [`key ${text.replaceAll('\n', '')}`]: text };
      expect(parseYaml(emitYaml(value))).toEqual(value);
    }
  });
});
