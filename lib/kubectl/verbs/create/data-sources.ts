import { failure } from '../../cli-error';
import type { Invocation } from '../../kubectl.types';

/** Where the data of a ConfigMap or Secret comes from (k8s.io/kubectl/pkg/util: ParseFileSource, ParseLiteralSource, env files). */
export type Data = Map<string, { readonly text: string; readonly isBinary: boolean }>;

type Kind = 'ConfigMap' | 'Secret';

/** --from-file, --from-literal and --from-env-file together. Throws kubectl's refusals. */
export function dataOf(invocation: Invocation, kind: Kind, name: string): Data {
  const { flags } = invocation;
  const data: Data = new Map();
  const given = (flag: string) => {
    // `docker-registry` knows only files.
    try {
      return flags.strings(flag);
    } catch {
      return [];
    }
  };
  const [files, literals, envFiles] = ['from-file', 'from-literal', 'from-env-file'].map(given);
  if (envFiles && envFiles.length > 0 && (files?.length || literals?.length))
    throw failure('from-env-file cannot be combined with from-file or from-literal');
  const add = (key: string, text: string) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key) || key.length > 253)
      throw failure(
        `${JSON.stringify(key)} is not ${kind === 'Secret' ? 'valid key name for a Secret' : 'a valid key name for a ConfigMap:'} a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      );
    if (data.has(key))
      throw failure(
        kind === 'ConfigMap'
          ? `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(name)}`
          : `cannot add key ${key}, another key by that name already exists`,
      );
    // Files are texts here; what is no text was replaced when it was read.
    data.set(key, { text, isBinary: text.includes('\u0000') || text.includes('\ufffd') });
  };
  for (const source of files ?? []) addFile(invocation, source, add);
  for (const source of literals ?? []) {
    const at = source.indexOf('=');
    if (at <= 0) throw failure(`invalid literal source ${source}, expected key=value`);
    add(source.slice(0, at), source.slice(at + 1));
  }
  for (const path of envFiles ?? []) for (const [key, value] of envLines(invocation, path)) add(key, value);
  return data;
}

function addFile({ host }: Invocation, source: string, add: (key: string, text: string) => void): void {
  const parts = source.split('=');
  const [first = '', second] = parts;
  if (parts.length > 2) throw failure("key names or file paths cannot contain '='");
  if (second !== undefined && first === '') throw failure(`key name for file path ${second} missing`);
  if (second === '') throw failure(`file path for key name ${first} missing`);
  const path = second ?? first;
  const text = host.readFile(path);
  if (text !== undefined) {
    add(second === undefined ? (path.split('/').at(-1) ?? '') : first, text);
    return;
  }
  const inside = host.listFiles(path);
  if (inside.length === 0) throw failure(`error reading ${path}: no such file or directory`);
  if (second !== undefined) throw failure('cannot give a key name for a directory path');
  const folder = path.replace(/\/+$/, '');
  for (const file of [...inside].sort()) {
    const name = file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
    if (!name.includes('/')) add(name, host.readFile(`${folder}/${name}`) ?? '');
  }
}

function envLines({ host }: Invocation, path: string): [string, string][] {
  const text = host.readFile(path);
  if (text === undefined)
    throw failure(
      host.listFiles(path).length > 0
        ? 'env config file cannot be a directory'
        : `error reading ${path}: no such file or directory`,
    );
  return text.split('\n').flatMap((raw): [string, string][] => {
    const line = raw.replace(/\r$/, '').replace(/^\s+/, '');
    if (line === '' || line.startsWith('#')) return [];
    const at = line.indexOf('=');
    const key = at < 0 ? line : line.slice(0, at);
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(key))
      throw failure(
        `${JSON.stringify(key)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
      );
    // A name alone takes its value from the environment, which has none here.
    return [[key, at < 0 ? '' : line.slice(at + 1)]];
  });
}
