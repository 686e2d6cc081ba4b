import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyJson, nastyText, tries } from './nasty';
import { SealedWorld } from './sealed-world';

/** Manifests nobody should write: refused in kubectl's or the server's words, and nothing is created or changed. */
const world = new SealedWorld();

/** Applies and creates `manifest`; it must be refused, and change nothing. */
function refuse(manifest: string): void {
  for (const verb of ['apply', 'create', 'replace', 'delete']) {
    const before = world.declared();
    world.workstation.files.set('m.yaml', manifest);
    const { exitCode, stdout, stderr } = world.run(`kubectl ${verb} -f m.yaml`);
    const isEmpty = manifest.replace(/#.*/g, '').trim() === '' && exitCode === 0;
    if (isEmpty) expect(['', 'No resources found\n']).toContain(stdout);
    else {
      expect(stderr).not.toBe('');
      expect(exitCode).not.toBe(0);
    }
    expect(world.declared()).toBe(before);
  }
}

const laughs = (width: number, depth: number) =>
  Array.from({ length: depth }, (_, level) =>
    level === 0
      ? `a0: &a0 [${Array(width).fill('lol').join(', ')}]`
      : `a${level}: &a${level} [${Array(width)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
  ).join('\n');

const configMap = (rest: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: odd}\n${rest}\n`;

describe('a manifest that', () => {
  it.each([
    ['laughs a billion times', `${laughs(9, 9)}\n`],
    ['laughs in a real kind', configMap(`data:\n  ${laughs(10, 12).replaceAll('\n', '\n  ')}`)],
    [
      'laughs by merging',
      `a: &a {k: v}\n${Array.from({ length: 40 }, (_, n) => `b${n}: &b${n} {<<: [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]}`).join('\n')}\nkind: X\n`,
    ],
    ['refers to itself', 'a: &a [*a]\n'],
    ['refers to nothing', 'a: *nothing\n'],
    ['is ten thousand lists deep', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
    ['is ten thousand maps deep', `a: ${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}\n`],
    ['is a hundred thousand lists that never end', '['.repeat(100_000)],
    [
      'is indented deeper and deeper',
      Array.from({ length: 3000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    ],
    ['has dashes in dashes', `${'- '.repeat(20_000)}x\n`],
    ['has a question on every line', '? '.repeat(5000)],
    ['is one quoted text without an end', `a: "${'x'.repeat(100_000)}`],
    ['has a NUL', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "a\0b"}\n'],
    ['has half a surrogate pair', 'apiVersion: v1\nkind: Conf\ud800igMap\nmetadata: {name: a}\n'],
    ['is indented by tabs', 'apiVersion: v1\n\tkind: ConfigMap\n'],
    ['is a number', '1e999\n'],
    ['is nothing at all', ''],
    ['is only comments', '# a\n# b\n'],
    ['is a list of lists', '[[[]]]\n'],
    ['has a kind that is an object', 'apiVersion: v1\nkind: {}\nmetadata: {name: a}\n'],
    ['has no metadata', 'apiVersion: v1\nkind: ConfigMap\nmetadata: null\n'],
    ['has labels that are numbers', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a: 1}}\n'],
    ['lists nothing in particular', 'apiVersion: v1\nkind: List\nitems: [null, 3, []]\n'],
    ['has metadata that are a list', 'apiVersion: v1\nkind: ConfigMap\nmetadata: []\n'],
    ['has a name that is a number', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 123}\n'],
    [
      'poisons prototypes at the top',
      '__proto__: {polluted: yes}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a/b}\n',
    ],
    ['poisons prototypes in its kind', 'apiVersion: v1\nkind: __proto__\nmetadata: {name: a}\n'],
    ['is of a kind called constructor', 'apiVersion: v1\nkind: constructor\nmetadata: {name: a}\n'],
    ['is of a group called __proto__', 'apiVersion: __proto__/v1\nkind: Pod\nmetadata: {name: a}\n'],
    ['is a binary', '!!binary |\n  R0lGODlhDAAMAIQAAP//9/X17unp5WZmZgAAAOfn515eXvPz7Y6OjuDg4J+fn5\n'],
    ['uses a directive', '%YAML 9.9\n---\nkind: X\n'],
    ['names a tag of a language', 'a: !!python/object/apply:os.system [id]\nkind: Pod\n'],
    ['has a hundred documents that are wrong', 'kind: X\n---\n'.repeat(100)],
    [
      'is a List that holds itself',
      'apiVersion: v1\nkind: List\nitems: &i [{apiVersion: v1, kind: List, items: *i}]\n',
    ],
    [
      'has replicas beyond any number',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: many}\nspec: {replicas: 1e999, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: nginx}]}}}\n',
    ],
    [
      'has replicas just beyond int32',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: many}\nspec: {replicas: 2147483648, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: nginx}]}}}\n',
    ],
    [
      'asks for an absurd amount',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: nginx, resources: {requests: {cpu: 1e99999999999, memory: -1Ei}}}]}\n',
    ],
  ])('%s is refused', (_, manifest) => {
    refuse(manifest);
  });

  it('holds a megabyte and more of data is refused', () => {
    refuse(configMap(`data: {big: "${'x'.repeat(2_000_000)}"}`));
  });

  it('has keys that poison prototypes where anything may stand keeps them to itself', () => {
    world.workstation.files.set(
      'm.yaml',
      configMap('data: {__proto__: "1", constructor: "2", polluted: "3"}'),
    );
    world.run('kubectl apply -f m.yaml');
    world.run(
      'kubectl get cm odd -o yaml; kubectl describe cm odd; kubectl get cm odd -o jsonpath={.data.__proto__}',
    );
    world.run('kubectl delete cm odd');
    world.workstation.files.set(
      'm.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: odd, labels: {__proto__: a}, annotations: {__proto__: b, constructor: c}}\n',
    );
    world.run(
      'kubectl apply -f m.yaml && kubectl apply -f m.yaml && kubectl get cm -l constructor; kubectl delete cm odd',
    );
  });

  it('is random YAML is answered', () => {
    const line = fc.tuple(
      fc.constantFrom('', ' ', '  ', '   ', '    ', '\t', '- ', '  - ', '? ', ': '),
      fc.constantFrom(
        'a',
        'kind',
        'metadata',
        '"q"',
        "'q'",
        '&x a',
        '*x',
        '<<',
        '!!str a',
        '|',
        '>-',
        '{',
        '[',
        '~',
        '%',
        '@',
        '`',
        '__proto__',
        '---',
        '...',
      ),
      fc.constantFrom(
        '',
        ':',
        ': ',
        ': 1',
        ': {',
        ': [',
        ': |',
        ': >',
        ': &x',
        ': *x',
        ': "',
        ": '",
        ': !!int x',
        ' #',
        ': 1e999',
        ': 0o7',
        ': 12:30:45',
        ': 2001-01-01',
        ': .inf',
        ': ~',
        ', b: c}',
        ']',
        '}',
      ),
    );
    const text = fc.oneof(
      nastyText,
      fc.array(line, { maxLength: 12 }).map((lines) => lines.map((parts) => parts.join('')).join('\n')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('apply', 'create', 'delete', 'replace', 'diff'), (manifest, verb) => {
        world.workstation.files.set('m.yaml', manifest);
        world.run(`kubectl ${verb} -f m.yaml`);
      }),
      tries(1, 800),
    );
  });

  it('is of a real kind with random content is answered', () => {
    const kinds = [
      'v1/Pod',
      'v1/Service',
      'v1/ConfigMap',
      'v1/Secret',
      'v1/Namespace',
      'v1/Node',
      'v1/Event',
      'v1/Endpoints',
      'v1/ServiceAccount',
      'v1/List',
      'apps/v1/Deployment',
      'apps/v1/ReplicaSet',
      'apps/v1/StatefulSet',
      'apps/v1/DaemonSet',
      'apps/v1/ControllerRevision',
      'batch/v1/Job',
      'autoscaling/v2/HorizontalPodAutoscaler',
      'policy/v1/PodDisruptionBudget',
      'scheduling.k8s.io/v1/PriorityClass',
      'discovery.k8s.io/v1/EndpointSlice',
      'coordination.k8s.io/v1/Lease',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...kinds), nastyJson, nastyJson, (named, spec, rest) => {
        const at = named.lastIndexOf('/');
        const own = {
          apiVersion: named.slice(0, at),
          kind: named.slice(at + 1),
          metadata: { name: 'odd', labels: rest },
          spec,
          items: rest,
          data: spec,
        };
        world.workstation.files.set('m.yaml', JSON.stringify(own));
        world.run('kubectl apply -f m.yaml --validate=false');
        world.run('kubectl create -f m.yaml');
      }),
      tries(2, 500),
    );
  });
});
