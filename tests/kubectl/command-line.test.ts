import { describe, expect, it } from 'vitest';
import { parseCommandLine, parseDuration } from '@/lib/kubectl/command-line';
import type { Verb } from '@/lib/kubectl/kubectl.types';
import { suggestions } from '@/lib/kubectl/suggestions';

const get: Verb = {
  name: 'get',
  summary: '',
  usage: '',
  flags: [
    { name: 'watch', short: 'w', type: 'bool', usage: '' },
    { name: 'output', short: 'o', type: 'string', usage: '' },
    { name: 'chunk-size', type: 'int', default: 500, usage: '' },
    { name: 'filename', short: 'f', type: 'strings', usage: '' },
    { name: 'timeout', type: 'duration', default: 30_000, usage: '' },
    { name: 'dry-run', type: 'string', default: 'none', noValue: 'unchanged', usage: '' },
  ],
};
const deployment: Verb = { name: 'deployment', aliases: ['deploy'], summary: '', usage: '' };
const root: Verb = {
  name: 'kubectl',
  summary: '',
  usage: '',
  verbs: [
    { name: 'create', summary: '', usage: '', verbs: [deployment] },
    { name: 'set', summary: '', usage: '' },
    get,
  ],
};
const parse = (line: string) => parseCommandLine(root, line.split(' '));

describe('a command line', () => {
  it('is taken apart wherever its flags stand', () => {
    const { verb, args, flags, argsAfterDashes } = parse(
      '-n team get pods -owide -wf a -f=b web --chunk-size 3 -- ls -l',
    );
    expect([verb.name, args, argsAfterDashes]).toEqual(['get', ['pods', 'web', 'ls', '-l'], ['ls', '-l']]);
    expect([flags.string('namespace'), flags.string('output'), flags.bool('watch')]).toEqual([
      'team',
      'wide',
      true,
    ]);
    expect([flags.strings('filename'), flags.int('chunk-size'), flags.duration('timeout')]).toEqual([
      ['a', 'b'],
      3,
      30_000,
    ]);
  });

  it('finds verbs of verbs by name or alias', () => {
    expect(parse('create deploy web').path).toBe('kubectl create deployment');
  });

  it('knows a flag that needs no value', () => {
    expect(parse('get --dry-run').flags.string('dry-run')).toBe('unchanged');
    expect(parse('get').flags.string('dry-run')).toBe('none');
  });

  it.each([
    ['get pods --foo', 'error: unknown flag: --foo'],
    ['get pods -n', "error: flag needs an argument: 'n' in -n"],
    ['get --namespace', 'error: flag needs an argument: --namespace'],
    ['get pods -zx', "error: unknown shorthand flag: 'z' in -zx"],
    ['get ---x', 'error: bad flag syntax: ---x'],
    [
      'get --chunk-size=abc',
      'error: invalid argument "abc" for "--chunk-size" flag: strconv.ParseInt: parsing "abc": invalid syntax',
    ],
    [
      'get --watch=maybe',
      'error: invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    [
      'get --timeout=5',
      'error: invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"',
    ],
  ])('%s is refused in pflag’s words', (line, words) => {
    expect(() => parse(line)).toThrow(`${words}\nSee 'kubectl get --help' for usage.`);
  });

  it('lets an unknown flag before the verb swallow it, as cobra does', () => {
    expect(() => parse('--foo get')).toThrow("error: unknown flag: --foo\nSee 'kubectl --help' for usage.");
  });

  it('reads Go’s durations', () => {
    expect(['1h2m3s', '1.5s', '-2m', '0', '500ms'].map(parseDuration)).toEqual([
      3_723_000, 1500, -120_000, 0, 500,
    ]);
    expect(parseDuration('1x')).toBe('time: unknown unit "x" in duration "1x"');
    expect(parseDuration('')).toBe('time: invalid duration ""');
  });

  it('proposes verbs that are near', () => {
    expect(suggestions(root, ['gett'])).toBe('\n\nDid you mean this?\n\tset\n\tget\n');
    expect(suggestions(root, ['start'])).toBe('');
  });
});
