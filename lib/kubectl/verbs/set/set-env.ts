import { at, isMap, type Json } from '../../apply/json-value';
import { failure, usageError } from '../../cli-error';
import type { KubeDocument } from '../../kube-document';
import type { Invocation, Verb } from '../../kubectl.types';
import { build, fetchInfo } from '../../resource/builder';
import { chosenBy, forEachObject } from '../change-objects';
import { changePodSpecs, mapContainers, podSpecPathOf, setFlags } from './pod-specs';

/** `kubectl set env` (k8s.io/kubectl/pkg/cmd/set/set_env.go). Left out: --resolve. */
export const setEnv: Verb = {
  name: 'env',
  completes: 'resources',
  summary: 'Update environment variables on a pod template.',
  usage: 'kubectl set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]',
  flags: [
    ...setFlags,
    {
      name: 'containers',
      short: 'c',
      type: 'string',
      default: '*',
      usage: 'Only containers whose names fit.',
    },
    { name: 'env', short: 'e', type: 'strings', usage: 'A variable and its value: key=value.' },
    { name: 'from', type: 'string', usage: 'A ConfigMap or Secret whose keys become variables.' },
    { name: 'keys', type: 'strings', usage: 'Only these keys of --from.' },
    { name: 'list', type: 'bool', usage: 'Print what there is.' },
    { name: 'overwrite', type: 'bool', default: true, usage: 'Change what has a value already.' },
    { name: 'prefix', type: 'string', usage: 'Letters before the names of --from.' },
    { name: 'resolve', type: 'bool', isNotSimulated: true, usage: '' },
  ],
  run: (invocation) => {
    const { args, flags } = invocation;
    const first = args.findIndex(isEnv);
    const resources = first < 0 ? args : args.slice(0, first);
    const { added, removed } = parse([...(first < 0 ? [] : args.slice(first)), ...flags.strings('env')]);
    if (resources.length === 0 && flags.strings('filename').length === 0)
      throw failure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    if (flags.bool('list') && flags.string('output') !== '')
      throw usageError(invocation, '--list and --output may not be specified together');
    const both = removed.filter((name) => added.some((each) => each.name === name));
    if (both.length > 0)
      throw failure('can not both modify and remove the same environment variable in the same command');
    if (flags.string('from') !== '') added.push(...fromObject(invocation));
    const matches = wildcard(flags.string('containers'));
    if (flags.bool('list')) return list(invocation, resources, matches);
    return changePodSpecs(invocation, resources, {
      operation: 'env updated',
      problem: 'env update to pod template:',
      isSilentWhenSame: true,
      change: (spec, object) => {
        let isFound = false;
        let next = spec;
        for (const field of ['containers', 'initContainers'])
          next = mapContainers(next, field, (container) => {
            if (!matches(String(container.name))) return undefined;
            isFound = true;
            return withEnv(container, added, removed, flags.bool('overwrite'));
          });
        if (!isFound)
          invocation.err(
            `Warning: ${object.kind}/${object.metadata?.name} does not have any containers matching ${JSON.stringify(flags.string('containers'))}\n`,
          );
        return next;
      },
    });
  },
};

type Variable = { readonly name: string; readonly [field: string]: unknown };

const isEnv = (arg: string) =>
  (arg.includes('=') && !arg.startsWith('=')) || (arg.endsWith('-') && arg.length > 1);

function parse(pairs: readonly string[]) {
  const added: Variable[] = [];
  const removed: string[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 0 && pair.endsWith('-')) {
      removed.push(pair.slice(0, -1));
      continue;
    }
    if (at < 0) throw failure(`unknown: ${pair}`);
    const name = pair.slice(0, at);
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
      throw failure(
        `${JSON.stringify(name)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
      );
    const value = pair.slice(at + 1);
    added.push({ name, ...(value !== '' && { value }) });
  }
  return { added, removed };
}

/** `*` in names of containers; as upstream, not more. */
function wildcard(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*');
  return (name) => {
    if (parts.length === 1) return name === pattern;
    const [head = ''] = parts;
    const last = parts.at(-1) ?? '';
    return name.startsWith(head) && name.endsWith(last) && name.length >= head.length + last.length;
  };
}

function withEnv(
  container: Json,
  added: readonly Variable[],
  removed: readonly string[],
  overwrites: boolean,
): Json | undefined {
  const before = (Array.isArray(container.env) ? container.env : []) as readonly Variable[];
  const next: Variable[] = [];
  for (const each of before) {
    const change = added.find(({ name }) => name === each.name);
    if (change && !overwrites)
      throw new Error(`'${each.name}' already has a value (${each.value}), and --overwrite is false`);
    if (change) next.push(change);
    else if (!removed.includes(each.name)) next.push(each);
  }
  for (const each of added) if (!before.some(({ name }) => name === each.name)) next.push(each);
  if (added.length === 0 && next.length === before.length) return undefined;
  const { env: _, ...rest } = container;
  return next.length > 0 ? { ...rest, env: next } : rest;
}

function fromObject(invocation: Invocation): Variable[] {
  const { flags, err } = invocation;
  const { infos } = build(invocation, { args: [flags.string('from')] });
  const wanted = flags.strings('keys').flatMap((keys) => keys.split(','));
  return infos.flatMap((info) => {
    const object = fetchInfo(invocation, info);
    const ref = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' }[object.kind ?? ''];
    if (ref === undefined) throw failure('unsupported resource specified in --from');
    const keys = Object.keys((object.data ?? {}) as object).sort();
    return keys
      .filter((key) => wanted.length === 0 || wanted.includes(key))
      .map((key) => {
        const name = key.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
        if (name !== key) err(`Warning: key ${key} transferred to ${name}\n`);
        return { name: flags.string('prefix') + name, valueFrom: { [ref]: { key, name: info.name } } };
      });
  });
}

function list(invocation: Invocation, resources: readonly string[], matches: (name: string) => boolean) {
  const { out, flags } = invocation;
  const options = chosenBy(invocation, resources, {
    selector: flags.string('selector'),
    isAll: flags.bool('all'),
  });
  return forEachObject(invocation, options, (found) => {
    const { object } = found;
    const path = podSpecPathOf(found);
    for (const field of ['containers', 'initContainers']) {
      const containers = at(object, ...path, field);
      for (const container of Array.isArray(containers) ? containers : [])
        if (isMap(container) && matches(String(container.name))) out(listed(object, container));
    }
  });
}

function listed({ kind, metadata }: KubeDocument, { name, env }: Json): string {
  const lines = (Array.isArray(env) ? (env as Variable[]) : []).map((each) => {
    if (each.valueFrom === undefined) return `${each.name}=${each.value ?? ''}`;
    return `# ${each.name} from ${sourceOf(each.valueFrom)}`;
  });
  return `# ${kind} ${metadata?.name}, container ${name}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function sourceOf(from: unknown): string {
  if (at(from, 'configMapKeyRef'))
    return `configmap ${at(from, 'configMapKeyRef', 'name')}, key ${at(from, 'configMapKeyRef', 'key')}`;
  if (at(from, 'secretKeyRef'))
    return `secret ${at(from, 'secretKeyRef', 'name')}, key ${at(from, 'secretKeyRef', 'key')}`;
  if (at(from, 'fieldRef')) return `field path ${at(from, 'fieldRef', 'fieldPath')}`;
  if (at(from, 'resourceFieldRef')) {
    const container = at(from, 'resourceFieldRef', 'containerName');
    return `resource field ${container ? `${container}/` : ''}${at(from, 'resourceFieldRef', 'resource')}`;
  }
  return 'invalid valueFrom';
}
