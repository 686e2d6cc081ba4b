import { describe, expect, it } from 'vitest';
import { JsonPath, relaxed } from '@/lib/kubectl/jsonpath/jsonpath';

/** Expectations are the real kubectl's (`kubectl label --local -f FILE a=b -o jsonpath=…`). */
const object = {
  kind: 'Pod',
  metadata: { name: 'a', labels: { 'a.b/c': 'dots', x: '1' } },
  spec: {
    list: [
      { name: 'p', v: 1 },
      { name: 'q', v: 2, w: 'x<y' },
    ],
    empty: [],
    f: 1.5,
    z: null,
  },
};
const print = (template: string) => new JsonPath(template).print(object, false);

describe('-o jsonpath', () => {
  it.each([
    ['{.metadata.name}', 'a'],
    ['x{.kind}y', 'xPody'],
    ['{.spec.list[*].name}', 'p q'],
    ['{.spec.list[-1:].name}', 'q'],
    ['{.spec.list[1,0].name}', 'q p'],
    ["{.metadata['name']}", 'a'],
    ['{.metadata.labels.a\\.b/c}', 'dots'],
    ['{range .spec.list[*]}{.name}{"\\t"}{.v}{"\\n"}{end}', 'p\t1\nq\t2\n'],
    ['{range .spec.empty[*]}{.name}{end}done', 'done'],
    ['{.spec.list[?(@.name=="q")].v}', '2'],
    ['{.spec.list[?(@.w)].w}', 'x<y'],
    ['{.spec.list[?(@.v>1)].name}', 'q'],
    ['{..name}', 'a p q'],
    ['{.spec.list[0]}', '{"name":"p","v":1}'],
    ['{.spec.list[1]}', '{"name":"q","v":2,"w":"x\\u003cy"}'],
    ['{.nope.nothing}', ''],
    ['{.spec.z}', 'null'],
    ['.metadata.name', '.metadata.name'],
  ])('%s finds %j', (template, text) => {
    expect(print(template)).toBe(text);
  });

  it.each([
    ['{.items[}', 'unterminated array'],
    ['{.x', 'unclosed action'],
    ['{.list[a]}', 'invalid array index a'],
    ['{....a}', 'invalid multiple recursive descent'],
    ['{%}', "unrecognized character in action: U+0025 '%'"],
    ['{.list[?(@.name=="p"]}', 'unterminated filter'],
    ['{1.2.3}', 'cannot parse number 1.2.3'],
  ])('%s is refused: %s', (template, words) => {
    expect(() => new JsonPath(template)).toThrow(words);
  });

  it.each([
    ['{.spec.list[5]}', 'array index out of bounds: index 5, length 2'],
    ['{.spec.list[1:0]}', 'starting index 1 is greater than ending index 0'],
    ['{.spec.list[?(@.v>1.5)]}', 'incompatible types for comparison'],
    ['{foo}', 'unrecognized identifier foo'],
    ['{end}', 'not in range, nothing to end'],
  ])('%s fails when it meets the object: %s', (template, words) => {
    expect(() => print(template)).toThrow(words);
  });

  it('takes a path with or without braces for --sort-by and custom columns', () => {
    expect(['.a.b', 'a.b', '{a.b}', '{.a.b}'].map(relaxed)).toEqual(Array(4).fill('{.a.b}'));
    expect(() => relaxed('{.a')).toThrow("unexpected path string, expected a 'name1.name2'");
  });
});
