import { describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster';
import { registerApart } from '@/lib/kubectl/apart-verbs';
import { goTemplatePrinter } from '@/lib/kubectl/go-template/go-template';
import { JsonPath } from '@/lib/kubectl/jsonpath/jsonpath';
import { run } from '@/lib/kubectl/kubectl';
import { Workstation } from '@/lib/kubectl/workstation';
import { parseYaml, splitDocuments } from '@/lib/kubectl/yaml/parse-yaml';

registerApart();

function chance(seed: number) {
  let state = seed;
  const below = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % limit;
  };
  return {
    below,
    text: (pieces: readonly string[], most: number) =>
      Array.from({ length: below(most) }, () => pieces[below(pieces.length)]).join(''),
  };
}

/** Errors of the platform's own kinds are defects; the words of kubectl are plain Errors or its own. */
function isPolite(run: () => unknown): true | unknown {
  try {
    run();
    return true;
  } catch (error) {
    return error instanceof Error && !(error instanceof TypeError) && !(error instanceof RangeError)
      ? true
      : error;
  }
}

const words =
  'get describe explain logs wait top events config api-resources auth can-i create deployment delete pods pod/web deploy web svc,rs all -A -n -o yaml json name wide -l app=web a=b=c --field-selector status.phase=Running --sort-by .metadata.name {.foo -L x --show-labels -f - nope.yaml -- --for=condition=Ready --timeout=0 --help -h --watch=x -c --previous --tail=-5 jsonpath={..} jsonpath={.items[ go-template={{.x custom-columns=A:.b help version --context x pods.v1. deployments.v1.apps a/b/c / , {} __proto__ constructor'.split(
    ' ',
  );

describe('kubectl', () => {
  it('answers every command line, and leaves the cluster as it is', () => {
    const workstation = new Workstation(clusterOf('three-nodes'));
    const { cluster } = workstation;
    const random = chance(42);
    const before = cluster.etcd.revision;
    for (let i = 0; i < 1500; i++) {
      const line = Array.from({ length: 1 + random.below(7) }, () => words[random.below(words.length)] ?? '');
      if (line[0] === 'create' || line[0] === 'delete') line[0] = 'get';
      const terminal = { stdin: random.text(words, 6), out: () => {}, err: () => {} };
      const task = run(workstation, line, terminal);
      const step = task.next();
      if (step.done) expect(`${line.join(' ')}: ${typeof step.value}`).toBe(`${line.join(' ')}: number`);
      else task.return(0);
    }
    expect(cluster.etcd.revision).toBe(before);
  });
});

describe('readers of text', () => {
  const random = chance(7);
  it('take any YAML', () => {
    const pieces = [
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '  ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '|',
      '>',
      '&x',
      '*x',
      '!',
      '%',
      '\t',
      '---\n',
      '#',
      '?',
      '<<',
      '\u0000',
      '\ufeff',
      '\u2028',
      '😀',
      '\ud800',
      '\\',
      '0x',
      '1e9',
    ];
    for (let i = 0; i < 4000; i++) {
      const text = random.text(pieces, 30);
      expect(
        isPolite(() => splitDocuments(text).map(parseYaml)),
        JSON.stringify(text),
      ).toBe(true);
    }
  });

  it('take any JSONPath', () => {
    const pieces = [
      '{',
      '}',
      '.',
      '..',
      '[',
      ']',
      '[?(',
      ')]',
      '@',
      '$',
      '*',
      ':',
      ',',
      '"',
      "'",
      'a',
      'range ',
      'end',
      '==',
      '1',
      '-',
      '\\',
      ' ',
      '\n',
      '~',
      '😀',
    ];
    const object = { a: [{ a: 1 }, { a: 'b' }], b: null };
    for (let i = 0; i < 4000; i++) {
      const text = random.text(pieces, 20);
      expect(
        isPolite(() => new JsonPath(text).print(object, false)),
        JSON.stringify(text),
      ).toBe(true);
    }
  });

  it('take any Go template', () => {
    const pieces = [
      '{{',
      '}}',
      '{{-',
      '-}}',
      '.',
      '.a',
      '$',
      '$x',
      ':=',
      '|',
      '(',
      ')',
      '"',
      '`',
      'range ',
      'end',
      'if ',
      'else',
      'with ',
      'printf ',
      '"%9999999d"',
      'index ',
      'len',
      '1',
      '999999999',
      'break',
      '/*',
      '*/',
      ' ',
      '\n',
      'eq ',
    ];
    const object = { a: [{ a: 1 }], metadata: {} };
    for (let i = 0; i < 4000; i++) {
      const text = random.text(pieces, 16);
      const print = () =>
        goTemplatePrinter(text, () => {}, { allowsMissing: true, hasNoHeaders: false }).print(object);
      expect(isPolite(print), JSON.stringify(text)).toBe(true);
    }
  });
});
