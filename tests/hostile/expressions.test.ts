import fc from 'fast-check';
import { describe, it } from 'vitest';
import { nastyText, tries } from './nasty';
import { SealedWorld } from './sealed-world';

/** The small languages inside a command line, none of which may take forever or break out of it. */
const world = new SealedWorld();
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const pieces = (signs: readonly string[], most = 14) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.array(fc.constantFrom(...signs), { maxLength: most }).map((parts) => parts.join('')),
    },
    { weight: 1, arbitrary: nastyText },
  );
const fuzz = (seed: number, text: fc.Arbitrary<string>, line: (text: string) => string, numRuns = 400) =>
  fc.assert(
    fc.property(text, (each) => void world.run(line(quoted(each)))),
    tries(seed, numRuns),
  );

describe('an expression', () => {
  it('of JSONPath is answered', () => {
    const signs = [
      '{',
      '}',
      '{.',
      '.items',
      '[*]',
      '[0]',
      '[-1]',
      '[0:99999999999:1]',
      '[::0]',
      '[::-1]',
      '..',
      '.*',
      '.metadata',
      '.name',
      '[?(',
      ')]',
      '@.',
      '@',
      '==',
      '!=',
      '>',
      '<=',
      '"a"',
      "'a'",
      '1',
      '-',
      '{range ',
      '{end}',
      '{"\\n"}',
      '.__proto__',
      '.constructor',
      "['__proto__']",
      "['a','b']",
      ',',
      '$',
      '&&',
      ' ',
      '\\.',
      '/a.*/',
      '=~',
      '1e999',
      '|',
    ];
    fuzz(1, pieces(signs), (text) => `kubectl get pods,deploy -A -o jsonpath=${text}`, 700);
    fuzz(2, pieces(signs), (text) => `kubectl wait deploy/web --for=jsonpath=${text}=x --timeout=1s`, 150);
    fuzz(3, pieces(signs), (text) => `kubectl get pods -A --sort-by=${text}`, 200);
  });

  it('of a Go template is answered', () => {
    const signs = [
      '{{',
      '}}',
      '{{.',
      '{{range .items}}',
      '{{end}}',
      '{{if ',
      '{{else}}',
      '{{with ',
      '.items',
      '.metadata.name',
      ' | ',
      'len',
      'index',
      'printf "%s"',
      'printf "%999999999d"',
      'eq',
      'and',
      'or',
      'not',
      '"a"',
      '`a`',
      '1',
      '$',
      '$x',
      ':=',
      '{{- ',
      ' -}}',
      '{{/* */}}',
      '{{define "a"}}',
      '{{template "a"}}',
      '{{template "a" .}}',
      '{{block "a" .}}',
      '.__proto__',
      '.constructor',
      '(',
      ')',
      '{{break}}',
      '{{continue}}',
      'base64decode',
      'exists',
      'html',
      'js',
      'urlquery',
      'call',
      'slice',
      'range',
    ];
    fuzz(4, pieces(signs), (text) => `kubectl get pods -A -o go-template=${text}`, 700);
  });

  it('of custom columns is answered', () => {
    const signs = [
      'A',
      ':',
      '.metadata.name',
      ',',
      '.spec',
      '[*]',
      '..',
      '{',
      '}',
      '.__proto__',
      'constructor',
      ' ',
      '\n',
      '.',
      '[?(@.a==1)]',
    ];
    fuzz(5, pieces(signs), (text) => `kubectl get pods -A -o custom-columns=${text}`, 300);
  });

  it('of a selector is answered', () => {
    const signs = [
      'app',
      '=',
      '==',
      '!=',
      ' in ',
      ' notin ',
      '(',
      ')',
      ',',
      'web',
      '!',
      '>',
      '<',
      '1',
      'a/b',
      '__proto__',
      'constructor',
      'exists',
      ' ',
      'é',
    ];
    fuzz(6, pieces(signs), (text) => `kubectl get pods -l ${text}`, 400);
    fuzz(
      7,
      pieces([...signs, 'metadata.name', 'status.phase', 'spec.nodeName', '\\,', '\\']),
      (text) => `kubectl get pods --field-selector ${text}`,
      300,
    );
    fuzz(
      8,
      pieces(signs),
      (text) =>
        `kubectl label cm settings ${text}; kubectl annotate cm settings ${text}; kubectl taint node node-1 ${text}`,
      200,
    );
  });

  it('that is regular is answered', () => {
    const signs = [
      '(',
      ')',
      '[',
      ']',
      '[^',
      '{',
      '}',
      '{1,99999}',
      '{,}',
      '*',
      '+',
      '?',
      '|',
      '^',
      '$',
      '.',
      '\\',
      '\\1',
      '\\(',
      '\\)',
      '\\{',
      '\\}',
      '[[:alpha:]]',
      '[[:',
      '[z-a]',
      'a',
      'b',
      '\\b',
      '\\w',
      '(?=',
      '(?<n>',
      '/',
      '&',
      '-',
    ];
    fuzz(
      9,
      pieces(signs),
      (text) => `kubectl get po | grep -E ${text}; kubectl get po | grep -o ${text}`,
      500,
    );
    fuzz(10, pieces(signs), (text) => `kubectl get po | sed -E s/${text}/b/g`, 400);
  });

  it.each([
    ['nested quantifiers', `echo ${'a'.repeat(5000)}b | grep -E '^(a+)+$'`],
    ['nested stars', `echo ${'a'.repeat(5000)} | grep -E '((a*)*)*c'`],
    ['alternatives that overlap', `echo ${'a'.repeat(5000)} | grep -E '(a|a|aa|a?)+$c'`],
    ['quantifiers of quantifiers', `echo ${'a'.repeat(300)} | grep -E '((a{1,100}){1,100}){1,100}b'`],
    ['a back reference', `echo ${'a'.repeat(200)} | grep -E '(a*)*\\1\\1\\1b'`],
    ['many optional letters', `echo ${'a'.repeat(100)} | grep -E '${'a?'.repeat(100)}${'a'.repeat(100)}b'`],
    ['a replacement that grows', `echo a | ${'sed s/a/aaaaaaaaaa/g | '.repeat(12)} wc -c`],
    ['brackets ten thousand deep', `echo a | grep -E '${'('.repeat(10_000)}${')'.repeat(10_000)}'`],
    ['a JSONPath ten thousand deep', `kubectl get po -o jsonpath='${'{.a'.repeat(10_000)}'`],
    ['filters within filters', `kubectl get po -o jsonpath='{.items${'[?(@.a'.repeat(3000)}'`],
    ['recursive descents', `kubectl get po,deploy -o jsonpath='{${'..*'.repeat(30)}}'`],
    [
      'ranges within ranges',
      `kubectl get po,deploy -A -o jsonpath='${'{range ..*}'.repeat(8)}x${'{end}'.repeat(8)}'`,
    ],
    [
      'a template that calls itself',
      `kubectl get po -o go-template='{{define "a"}}{{template "a" .}}{{template "a" .}}{{end}}{{template "a" .}}'`,
    ],
    [
      'templates within each other',
      `kubectl get po -o go-template='${'{{if true}}'.repeat(5000)}${'{{end}}'.repeat(5000)}'`,
    ],
    [
      'loops within loops',
      `kubectl get po,deploy -A -o go-template='${'{{range $.items}}'.repeat(20)}x${'{{end}}'.repeat(20)}'`,
    ],
    ['a filter that is regular', `kubectl get po -o jsonpath='{.items[?(@.metadata.name=~"(a+)+$")]}'`],
    ['a million columns', `kubectl get po -o custom-columns=${'A:.a,'.repeat(20_000)}A:.a`],
    ['a selector of many parts', `kubectl get po -l '${'a notin (b),'.repeat(5000)}c'`],
  ])('%s are bounded', (_, line) => {
    world.run(line);
  });
});
