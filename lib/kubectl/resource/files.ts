import { isList, isRecord, type KubeDocument } from '../kube-document';
import type { Invocation, KubectlHost } from '../kubectl.types';
import { jsonText } from '../printers/json-text';
import { parseYaml, splitDocuments } from '../yaml/parse-yaml';
import { YamlError } from '../yaml/token.types';
import { jsonType, validateHead, validateMetadata } from './decode-document';

/** Objects of `-f`: files, folders, `-` for stdin (k8s.io/cli-runtime/pkg/resource/visitor.go). Left out: URLs, kustomize. */
export interface FileObject {
  readonly object: KubeDocument;
  /** As error texts name it: `web.yaml`, `STDIN`. */
  readonly source: string;
}

/** What is read so far when a file is refused: kubectl acts on the objects before a mistake. */
export interface FileObjects {
  readonly objects: readonly FileObject[];
  readonly errors: readonly Error[];
}

/**
 * Everything `paths` name, lists taken apart.
 * @param isValidated whether kubectl looks at the manifests' heads first (--validate)
 */
export function readObjects(
  { host, stdin }: Pick<Invocation, 'host' | 'stdin'>,
  paths: readonly string[],
  isRecursive: boolean,
  isValidated = false,
): FileObjects {
  const objects: FileObject[] = [];
  const errors: Error[] = [];
  const names = paths.flatMap((path) => path.split(','));
  for (const path of names) if (path !== '-' && !exists(host, path)) errors.push(missingPath(path));
  if (errors.length > 0) return { objects, errors };
  for (const path of names)
    for (const source of path === '-' ? ['-'] : filesOf(host, path, isRecursive))
      try {
        const text = source === '-' ? stdin : (host.readFile(source) ?? '');
        readText(text, source === '-' ? 'STDIN' : source, isValidated, objects);
      } catch (error) {
        if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError)
          throw error;
        errors.push(error);
      }
  return { objects, errors };
}

const exists = (host: KubectlHost, path: string) =>
  host.readFile(path) !== undefined || host.listFiles(path).length > 0;

function missingPath(path: string): Error {
  return /^https?:/.test(path)
    ? new Error(`reading ${JSON.stringify(path)}: addresses outside of the cluster are not simulated`)
    : new Error(`the path ${JSON.stringify(path)} does not exist`);
}

/** A folder's manifests in order of their names; a file is itself, whatever it is called. */
function filesOf(host: KubectlHost, path: string, isRecursive: boolean): readonly string[] {
  if (host.readFile(path) !== undefined) return [path];
  const folder = path.replace(/\/+$/, '');
  return host
    .listFiles(path)
    .map((name) => (name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name))
    .filter((name) => /\.(json|yaml|yml)$/.test(name) && (isRecursive || !name.includes('/')))
    .sort()
    .map((name) => `${folder.replace(/^\.\/+/, '')}/${name}`.replace(/^\.\//, ''));
}

function readText(text: string, source: string, isValidated: boolean, into: FileObject[]): void {
  for (const chunk of parsing(source, '', () => splitDocuments(text))) {
    const value = parsing(source, 'error converting YAML to JSON: ', () => parseYaml(chunk));
    if (value === null) continue;
    if (isValidated) validateHead(value, source);
    if (!isRecord(value))
      throw new Error(
        `error parsing ${source}: json: cannot unmarshal ${jsonType(value)} into Go value of type map[string]interface {}`,
      );
    addObject(value, source, into);
  }
}

function parsing<T>(source: string, prefix: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new Error(`error parsing ${source}: ${prefix}${error.message}`);
  }
}

function addObject(object: KubeDocument, source: string, into: FileObject[]): void {
  if (!isRecord(object) || typeof object.kind !== 'string' || object.kind === '')
    throw new Error(
      `unable to decode ${JSON.stringify(source)}: Object 'Kind' is missing in '${jsonText(object, 0)}'`,
    );
  validateMetadata(object, source);
  if (isList(object)) for (const item of object.items) addObject(item, source, into);
  else into.push({ object, source });
}
