import fc from 'fast-check';
import { describe, it } from 'vitest';
import { root } from '@/lib/kubectl/verbs';
import { nastyText, tries } from './nasty';
import { SealedWorld } from './sealed-world';

/** What a shell and kubectl are told, at its worst: an answer in words and an exit code, never an exception, never a hang. */
const world = new SealedWorld();

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const programs = [
  'grep',
  'sed',
  'sort',
  'head',
  'tail',
  'wc',
  'cut',
  'tr',
  'xargs',
  'watch',
  'curl',
  'cat',
  'echo',
  'base64',
  'jq',
  'awk',
  'sleep',
  'printf',
  'uniq',
  'tee',
  'rm',
  'ls',
  'export',
  'alias',
  'history',
];
const nouns = [
  'pods',
  'deploy/web',
  'deployment',
  'web',
  'svc',
  'nodes',
  'node-1',
  'configmap',
  'settings',
  'all',
  'po,svc',
  'pods.v1.',
  'deployments.v1.apps',
  'pod/',
  '/web',
  'constructor',
  'image',
  'nginx',
  'status',
  'job',
];
const flags = [
  '-o',
  '-l',
  '-n',
  '-f',
  '-c',
  '-A',
  '-w',
  '--all',
  '--watch',
  '--dry-run',
  '--sort-by',
  '--field-selector',
  '--replicas',
  '--image',
  '--type',
  '-p',
  '--patch',
  '--for',
  '--timeout',
  '--force',
  '--grace-period',
  '--cascade',
  '--from-literal',
  '--port',
  '--tail',
  '--since',
  '--selector',
  '--overwrite',
  '--output',
  '--template',
  '--show-labels',
  '--limits',
  '--env',
  '--schedule',
  '--chunk-size',
  '--subresource',
  '--context',
  '--raw',
  '-h',
  '--',
  '--no-headers',
  '-it',
];
const values = [
  'yaml',
  'json',
  'wide',
  'name',
  'jsonpath={.items[*].metadata.name}',
  'custom-columns=A:.metadata.name',
  'go-template={{.kind}}',
  'client',
  'server',
  '1',
  '-1',
  '99999999999999999999',
  'merge',
  'true',
  '-',
  '{}',
  '[]',
  'null',
  'app=web',
  'delete',
  'jsonpath={.a}=b',
  'condition=Ready',
  '10s',
  '1e9h',
  'a=b',
  'a-',
];

const verbPaths = root.verbs.flatMap(({ name, verbs = [] }) => [
  name,
  ...verbs.map((each) => `${name} ${each.name}`),
]);
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nouns) },
  { weight: 4, arbitrary: fc.constantFrom(...flags) },
  { weight: 3, arbitrary: fc.constantFrom(...values) },
  { weight: 2, arbitrary: nastyText.map(quoted) },
);

describe('a command line, however it is made', () => {
  it('of random characters is answered', () => {
    const check = (line: string) => void world.run(line);
    fc.assert(fc.property(nastyText, check), tries(1, 300));
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), check), tries(2, 200));
  });

  it('of the shell’s own signs in any order is answered', () => {
    const signs = [
      '$(',
      ')',
      '`',
      '"',
      "'",
      '|',
      '||',
      '&&',
      ';',
      '<<EOF\n',
      'EOF\n',
      '>',
      '>>',
      '<',
      '2>&1',
      '&',
      '(',
      '{',
      '}',
      '*',
      '$',
      '${',
      '$?',
      '\\',
      '\n',
      ' ',
      'echo a',
      'kubectl get po',
      'x=1',
      'f',
      '!',
      '#',
      'cat',
      'for',
      'while true; do',
      'done',
      'if',
      'fi',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...signs), { maxLength: 25 }),
        (parts) => void world.run(parts.join(' ')),
      ),
      tries(3, 500),
    );
  });

  it.each(verbPaths)('kubectl %s takes any words and flags', (path) => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 7 }),
        (words) => void world.run(`kubectl ${path} ${words.join(' ')}`),
      ),
      tries(4, 25),
    );
  });

  it.each(programs)('%s takes any words', (program) => {
    const text = fc.oneof(
      nastyText.map(quoted),
      fc.constantFrom('-n', '-e', '-c', '-i', '-d', '-k', '-f', '1', '-5', '1,2p', 's/a/b/', '/x/d', 'f'),
    );
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 5 }),
        (words) => void world.run(`kubectl get po | ${program} ${words.join(' ')}`),
      ),
      tries(5, 25),
    );
  });

  it.each([
    ['substitutions within each other', `echo ${'$(echo '.repeat(2000)}${')'.repeat(2000)}`],
    ['substitutions that double', `x=aa; ${'x=$x$x; '.repeat(40)} echo $x | wc -c`],
    ['an alias of itself', 'alias a=a; a; alias b="b b"; b'],
    ['a text of a million letters', `echo ${'x'.repeat(1_000_000)} | grep -c x`],
    ['twenty thousand words', `kubectl get po ${'a '.repeat(20_000)}`],
    ['a thousand pipes', `echo a${' | cat'.repeat(1000)}`],
    ['ten thousand commands', 'echo;'.repeat(10_000)],
    ['quotes without an end', `echo "${"'".repeat(10_000)}`],
    ['a watch of a watch', 'watch watch watch kubectl get po -w'],
    ['braces', `echo ${'{a,b}'.repeat(40)}`],
    ['many flags', `kubectl get po ${'-l a=b '.repeat(10_000)}`],
    ['an endless xargs', 'kubectl get po | xargs xargs xargs xargs'],
  ])('%s are bounded', (_, line) => {
    world.run(line);
  });
});
