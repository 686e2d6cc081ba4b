import { findVerb, flagsOf } from './command-line';
import type { Flag, KubectlHost, Verb } from './kubectl.types';
import { discovered } from './resource/discovery';
import { listItems } from './resource/list-items';
import { RestClient } from './resource/rest-client';
import { mappingFor } from './resource/rest-mapper';
import { root } from './verbs';

/**
 * What may stand where the cursor is (kubectl/pkg/util/completion): verbs, flags, kinds, names, namespaces, contexts.
 * `words` are those behind `kubectl`; the last one is the one being typed, and may be empty.
 */
export function complete(host: KubectlHost, words: readonly string[]): string[] {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { verb, rest } = findVerb(root, before);
  const client = new RestClient(host, () => {});
  try {
    return candidates(host, client, verb, rest, typed)
      .filter((each) => each.startsWith(typed))
      .sort();
  } catch (error) {
    // A server that does not answer leaves nothing to propose.
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    return [];
  }
}

function candidates(
  host: KubectlHost,
  client: RestClient,
  verb: Verb,
  rest: readonly string[],
  typed: string,
): string[] {
  const namespace = namespaceOf(host, rest);
  const flag = flagAwaiting(verb, rest.at(-1));
  if (flag !== undefined) return flagValues(host, client, flag, namespace);
  if (typed.startsWith('-'))
    return flagsOf(verb)
      .filter(({ usage }) => usage !== '')
      .map(({ name }) => `--${name}`);
  if (verb.verbs) return verb.verbs.map(({ name }) => name);
  const args = plainWords(verb, rest);
  const { completes } = verb;
  if (completes === undefined) return [];
  if (typeof completes !== 'string') return args.length === 0 ? [...completes] : [];
  if (completes === 'contexts') return host.config.contexts.map(({ name }) => name);
  if (completes === 'kinds') return kinds(client);
  if (completes !== 'resources') return names(client, completes, namespace);
  const [kind] = args;
  const slash = typed.indexOf('/');
  if (slash > 0)
    return names(client, typed.slice(0, slash), namespace).map((name) => typed.slice(0, slash + 1) + name);
  if (kind === undefined || kind.includes('/')) return kinds(client);
  return names(client, kind, namespace).filter((name) => !args.includes(name));
}

const kinds = (client: RestClient) => [
  ...new Set(
    discovered(client)
      .filter(({ verbs }) => verbs.includes('get'))
      .map(({ plural }) => plural),
  ),
];

function names(client: RestClient, kind: string, namespace: string): string[] {
  const mapping = mappingFor(client, kind);
  const scope = mapping.isNamespaced ? namespace : '';
  return listItems({ client }, { mapping, namespace: scope }).map(({ metadata }) => metadata?.name ?? '');
}

/** The flag whose value comes next, if any. */
function flagAwaiting(verb: Verb, last: string | undefined): Flag | undefined {
  if (last === undefined || !last.startsWith('-') || last.includes('=')) return undefined;
  const flag = flagsOf(verb).find(
    ({ name, short }) => last === `--${name}` || (short && last === `-${short}`),
  );
  return flag === undefined || flag.type === 'bool' || flag.noValue !== undefined ? undefined : flag;
}

function flagValues(host: KubectlHost, client: RestClient, { name }: Flag, namespace: string): string[] {
  switch (name) {
    case 'namespace':
      return names(client, 'namespaces', '');
    case 'context':
      return host.config.contexts.map((each) => each.name);
    case 'output':
      return ['json', 'yaml', 'name', 'wide', 'jsonpath=', 'go-template=', 'custom-columns='];
    case 'filename':
      return [...host.listFiles('.')];
    case 'container':
      return containerNames(client, namespace);
    default:
      return [];
  }
}

function containerNames(client: RestClient, namespace: string): string[] {
  const pods = listItems({ client }, { mapping: mappingFor(client, 'pods'), namespace });
  return [
    ...new Set(
      pods.flatMap(({ spec }) =>
        ((spec as { containers?: readonly { name: string }[] })?.containers ?? []).map(({ name }) => name),
      ),
    ),
  ];
}

function namespaceOf({ config }: KubectlHost, words: readonly string[]): string {
  for (const [i, word] of words.entries()) {
    if (word === '-n' || word === '--namespace') return words[i + 1] ?? 'default';
    const [, given] = /^(?:--namespace=|-n=?)(.+)$/.exec(word) ?? [];
    if (given) return given;
  }
  return config.contexts.find(({ name }) => name === config.currentContext)?.namespace ?? 'default';
}

/** The words that are neither flags nor their values. */
function plainWords(verb: Verb, words: readonly string[]): string[] {
  return words.filter((word, i) => !word.startsWith('-') && flagAwaiting(verb, words[i - 1]) === undefined);
}
