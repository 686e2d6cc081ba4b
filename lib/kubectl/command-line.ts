import { failure } from './cli-error';
import { type Flag, type Flags, KubectlError, type Verb } from './kubectl.types';

/** How a line of words becomes a verb, flags and arguments (github.com/spf13/cobra, spf13/pflag), with their error texts. */

const harmless =
  'as,as-group,as-uid,cache-dir,kubeconfig,password,profile,profile-output,request-timeout,token,username,v:v,vmodule,kuberc';
const refused = 'certificate-authority,client-certificate,client-key,server:s,tls-server-name';

/** Flags every verb has (`kubectl options`). */
export const globalFlags: readonly Flag[] = [
  { name: 'namespace', short: 'n', type: 'string', usage: 'The namespace to work in.' },
  { name: 'context', type: 'string', usage: 'The context of the kubeconfig to use.' },
  { name: 'cluster', type: 'string', usage: 'The cluster of the kubeconfig to use.' },
  { name: 'user', type: 'string', usage: 'The user of the kubeconfig to use.' },
  ...`${harmless},${refused}`.split(',').map((entry): Flag => {
    const [name = '', short] = entry.split(':');
    const isNotSimulated = refused.includes(entry);
    return {
      name,
      ...(short && { short }),
      type: 'string',
      usage: '',
      ...(isNotSimulated && { isNotSimulated }),
    };
  }),
  ...['disable-compression', 'insecure-skip-tls-verify', 'match-server-version', 'warnings-as-errors'].map(
    (name): Flag => ({ name, type: 'bool', usage: '' }),
  ),
];

const helpFlag: Flag = { name: 'help', short: 'h', type: 'bool', usage: 'Help for the command.' };

/** What stands without a value: `--watch` is `--watch=true`. */
const noValueOf = ({ type, noValue }: Flag) => noValue ?? (type === 'bool' ? 'true' : undefined);

/** The flags a verb understands. Its own come first: they may take a short name away from a global one. */
export const flagsOf = (verb: Verb): readonly Flag[] => [...(verb.flags ?? []), ...globalFlags, helpFlag];

const find = (flags: readonly Flag[], key: 'name' | 'short', name: string) =>
  flags.find((flag) => flag[key] === name);

export interface CommandLine {
  readonly verb: Verb;
  /** `kubectl create deployment`. */
  readonly path: string;
  readonly args: readonly string[];
  readonly argsAfterDashes: readonly string[] | undefined;
  readonly flags: Flags;
}

/** cobra's Find: walks down the verbs by the words that are no flags. */
export function findVerb(root: Verb, words: readonly string[]): { verb: Verb; path: string; rest: string[] } {
  let verb = root;
  let path = root.name;
  let rest = [...words];
  for (;;) {
    const { verbs } = verb;
    const word = firstWord(rest, flagsOf(verb));
    const next = verbs?.find((each) => each.name === word || each.aliases?.includes(word ?? ''));
    if (next === undefined) return { verb, path, rest };
    const at = rest.indexOf(word as string);
    rest = [...rest.slice(0, at), ...rest.slice(at + 1)];
    verb = next;
    path += ` ${next.name}`;
  }
}

/** The first word that is neither a flag nor a flag's value (cobra's stripFlags). */
function firstWord(words: readonly string[], flags: readonly Flag[]): string | undefined {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') return undefined;
    if (word !== '' && !word.startsWith('-')) return word;
    if (word.includes('=')) continue;
    const isLong = word.startsWith('--');
    if (!isLong && word.length !== 2) continue;
    const flag = find(flags, isLong ? 'name' : 'short', word.slice(isLong ? 2 : 1));
    if (flag === undefined || noValueOf(flag) === undefined) i++;
  }
  return undefined;
}

/** Takes a line apart. Throws the flag errors of pflag, with where to find help. */
export function parseCommandLine(root: Verb, words: readonly string[]): CommandLine {
  const { verb, path, rest } = findVerb(root, words);
  const known = flagsOf(verb);
  try {
    const { values, args, argsAfterDashes } = parseFlags(known, rest);
    return { verb, path, args, argsAfterDashes, flags: new ParsedFlags(known, values) };
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    throw new KubectlError(`${error.message}\nSee '${path} --help' for usage.`);
  }
}

type Values = Map<string, unknown>;

function parseFlags(known: readonly Flag[], words: readonly string[]) {
  const values: Values = new Map();
  const args: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      const argsAfterDashes = words.slice(i + 1);
      return { values, args: [...args, ...argsAfterDashes], argsAfterDashes };
    }
    if (word.length < 2 || !word.startsWith('-')) args.push(word);
    else if (word.startsWith('--')) i += parseLong(known, values, word, words[i + 1]);
    else i += parseShorts(known, values, word, words[i + 1]);
  }
  return { values, args, argsAfterDashes: undefined };
}

/** @returns how many of the following words it took */
function parseLong(known: readonly Flag[], values: Values, word: string, next: string | undefined): number {
  const at = word.indexOf('=');
  const name = word.slice(2, at < 0 ? undefined : at);
  if (name === '' || name.startsWith('-') || at === 2) throw failure(`bad flag syntax: ${word}`);
  const flag = find(known, 'name', name);
  if (flag === undefined) throw failure(`unknown flag: --${name}`);
  if (at >= 0) return setFlag(values, flag, word.slice(at + 1));
  const noValue = noValueOf(flag);
  if (noValue !== undefined) return setFlag(values, flag, noValue);
  if (next === undefined) throw failure(`flag needs an argument: --${name}`);
  return setFlag(values, flag, next) + 1;
}

function parseShorts(known: readonly Flag[], values: Values, word: string, next: string | undefined): number {
  for (let letters = word.slice(1); letters !== ''; ) {
    const [letter = ''] = letters;
    const flag = find(known, 'short', letter);
    if (flag === undefined) throw failure(`unknown shorthand flag: '${letter}' in -${letters}`);
    const behind = letters.slice(letter.length);
    const noValue = noValueOf(flag);
    if (behind.length > 1 && behind.startsWith('=')) return setFlag(values, flag, behind.slice(1));
    if (noValue !== undefined) {
      setFlag(values, flag, noValue);
      letters = behind;
    } else if (behind !== '') return setFlag(values, flag, behind);
    else if (next !== undefined) return setFlag(values, flag, next) + 1;
    else throw failure(`flag needs an argument: '${letter}' in -${letters}`);
  }
  return 0;
}

const truths = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const lies = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

function setFlag(values: Values, flag: Flag, text: string): 0 {
  const before = values.get(flag.name);
  const bad = (why: string) => {
    const dashed = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
    return failure(`invalid argument ${JSON.stringify(text)} for ${JSON.stringify(dashed)} flag: ${why}`);
  };
  switch (flag.type) {
    case 'bool':
      if (!truths.includes(text) && !lies.includes(text))
        throw bad(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
      values.set(flag.name, truths.includes(text));
      break;
    case 'int': {
      const why = notAnInt(text);
      if (why) throw bad(`strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`);
      values.set(flag.name, Number(text));
      break;
    }
    case 'duration': {
      const ms = parseDuration(text);
      if (typeof ms === 'string') throw bad(ms);
      values.set(flag.name, ms);
      break;
    }
    case 'strings':
      values.set(flag.name, [...((before as string[] | undefined) ?? []), text]);
      break;
    default:
      values.set(flag.name, text);
  }
  return 0;
}

function notAnInt(text: string): string | undefined {
  if (!/^[+-]?(0[xX][0-9a-fA-F]+|0[oO]?[0-7]*|0[bB][01]+|[1-9]\d*)$/.test(text)) return 'invalid syntax';
  return Math.abs(Number(text)) >= 2 ** 31 ? 'value out of range' : undefined;
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's time.ParseDuration. @returns milliseconds, or what is wrong */
export function parseDuration(text: string): number | string {
  const quoted = JSON.stringify(text);
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  if (rest === '') return `time: invalid duration ${quoted}`;
  let total = 0;
  while (rest !== '') {
    const [whole, number, unit] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (whole === undefined || number === undefined) return `time: invalid duration ${quoted}`;
    if (!unit) return `time: missing unit in duration ${quoted}`;
    const factor = Object.hasOwn(unitMs, unit) ? unitMs[unit] : undefined;
    if (factor === undefined) return `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`;
    total += Number(number) * factor;
    rest = rest.slice(whole.length);
  }
  return sign * total;
}

class ParsedFlags implements Flags {
  constructor(
    private readonly known: readonly Flag[],
    private readonly values: Values,
  ) {}

  private value(name: string, fallback: unknown): unknown {
    const flag = find(this.known, 'name', name);
    if (flag === undefined) throw new TypeError(`the verb has no flag --${name}`);
    return this.values.get(name) ?? flag.default ?? fallback;
  }

  string(name: string): string {
    return String(this.value(name, ''));
  }
  bool(name: string): boolean {
    return this.value(name, false) === true;
  }
  int(name: string): number {
    return Number(this.value(name, 0));
  }
  strings(name: string): readonly string[] {
    return this.value(name, []) as readonly string[];
  }
  duration(name: string): number {
    return Number(this.value(name, 0));
  }
  isSet(name: string): boolean {
    return this.values.has(name);
  }
}
