import { describe, expect, it } from 'vitest';
import { goTemplatePrinter } from '@/lib/kubectl/go-template/go-template';

/** Expectations are the real kubectl's. */
const object = {
  kind: 'Pod',
  metadata: { name: 'a', labels: { x: '1', yy: 'z' } },
  spec: {
    list: [
      { name: 'p', v: 1 },
      { name: 'q', v: 2 },
    ],
    f: 1.5,
    b: true,
  },
};

function print(template: string): string {
  let text = '';
  const out = (more: string) => {
    text += more;
  };
  goTemplatePrinter(template, out, { allowsMissing: true, hasNoHeaders: false }).print(object);
  return text;
}

describe('-o go-template', () => {
  it.each([
    ['{{.kind}} {{.nope}}', 'Pod <no value>'],
    ['{{range .spec.list}}{{.name}}{{end}}', 'pq'],
    ['{{range $i, $v := .spec.list}}{{$i}}:{{$v.name}} {{end}}', '0:p 1:q '],
    ['{{range .spec.nope}}a{{else}}none{{end}}', 'none'],
    ['{{range $k, $v := .metadata.labels}}{{$k}}={{$v}} {{end}}', 'x=1 yy=z '],
    ['{{range .spec.list}}{{if eq .name "q"}}{{break}}{{end}}{{.name}}{{end}}', 'p'],
    ['{{if eq .kind "x"}}a{{else if .spec.b}}b{{else}}c{{end}}', 'b'],
    ['{{with .spec}}{{.f}}{{end}}', '1.5'],
    ['{{index .metadata.labels "x"}} {{(index .spec.list 1).name}} {{len .spec.list}}', '1 q 2'],
    ['{{.spec.list | len | printf "%d items, %s"}}', '2 items, %!s(MISSING)'],
    ['{{printf "%5s|%-5s|%v" .kind "b" .spec.list}}', '  Pod|b    |[map[name:p v:1] map[name:q v:2]]'],
    ['a  {{- "b" }} {{ "c" -}} d{{/* nothing */}}', 'ab cd'],
    ['{{$x := .kind}}{{$x | println}}', 'Pod\n'],
    ['{{and .kind (not .nope)}} {{or .nope "d"}} {{"aGk=" | base64decode}}', 'true d hi'],
  ])('%s prints %j', (template, text) => {
    expect(print(template)).toBe(text);
  });

  it.each([
    ['{{.kind', 'output:1: unclosed action'],
    ['{{if .kind}}a', 'output:1: unexpected EOF'],
    ['\n{{foo}}', 'output:2: function "foo" not defined'],
    ['{{$y}}', 'output:1: undefined variable "$y"'],
    ['{{end}}', 'output:1: unexpected {{end}}'],
    ['{{ }}', 'output:1: missing value for command'],
    [
      '{{.kind.foo}}',
      'output:1:7: executing "output" at <.kind.foo>: can\'t evaluate field foo in type interface {}',
    ],
    ['{{index .spec.list 5}}', 'error calling index: index out of range: 5'],
    ['{{lt .kind 3}}', 'error calling lt: incompatible types for comparison: string and int'],
    ['{{range .kind}}a{{end}}', "at <.kind>: range can't iterate over Pod"],
    ['{{template "x"}}', '{{template}} in a template is not simulated in this cluster'],
  ])('%j is refused: %s', (template, words) => {
    expect(() => print(template)).toThrow(words);
  });
});
