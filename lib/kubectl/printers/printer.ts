import { partOf } from '../apart-parts';
import { failure } from '../cli-error';
import { isList, type KubeDocument } from '../kube-document';
import type { Flags, Invocation } from '../kubectl.types';
import { emitYaml } from '../yaml/emit-yaml';
import { jsonText } from './json-text';

/** The forms of `-o` (k8s.io/cli-runtime/pkg/genericclioptions). */

/** Prints one object after the other. */
export interface Printer {
  print(object: KubeDocument): void;
}

const plainForms = ['json', 'yaml', 'kyaml', 'name'];
const printForms =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml';
const getForms =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml';

type Output = Pick<Invocation, 'host' | 'out'> & { readonly flags: Flags };

export interface PrinterOptions {
  /** `created`, `configured`: what `-o name`-like lines say behind the name when there is no -o. */
  readonly operation?: string;
  /** Whether the verb knows the columns of `get` too. */
  readonly isGet?: boolean;
  /** Objects that kubectl builds itself keep their order of fields in -o json. */
  readonly isTyped?: boolean;
}

/**
 * The printer that -o, --template and the verb ask for: without -o `deployment.apps/web created`.
 * `--template` alone means go-template.
 */
export function printerFor(invocation: Output, options: PrinterOptions = {}): Printer {
  const { flags, out } = invocation;
  const { isGet = false, isTyped = false, operation = '' } = options;
  const template = flags.string('template');
  const output = flags.string('output') || (template === '' ? '' : 'go-template');
  if (output === '') return namePrinter(out, operation);
  const at = output.indexOf('=');
  const form = (at < 0 ? output : output.slice(0, at)).toLowerCase();
  const value = at < 0 ? template : output.slice(at + 1);
  if (at < 0 && plainForms.includes(form)) return plainPrinter(form, out, isTyped);
  const isFile = form.endsWith('-file') || form === 'templatefile';
  const name = form === 'template' || form === 'templatefile' ? 'go-template' : form.replace(/-file$/, '');
  if (
    !(isGet ? getForms : printForms).split(',').includes(name) ||
    plainForms.includes(name) ||
    name === 'wide'
  )
    throw failure(
      `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${isGet ? getForms : printForms}`,
    );
  if (value === '')
    throw failure(
      form.startsWith('custom-columns')
        ? 'custom-columns format specified but no custom columns given'
        : 'template format specified but no template given',
    );
  const allowsMissing = flags.bool('allow-missing-template-keys');
  return partOf('forms', name)(isFile ? readTemplate(invocation, form, value) : value, out, {
    allowsMissing,
    hasNoHeaders: isGet && flags.bool('no-headers'),
  });
}

function readTemplate({ host }: Output, form: string, path: string): string {
  const text = host.readFile(path);
  if (text === undefined)
    throw failure(
      `error reading ${form.startsWith('custom') ? 'template' : '--template'} ${path}, open ${path}: no such file or directory\n`,
    );
  return form.startsWith('custom-columns') ? customColumnsOf(text) : text;
}

/** A template file of custom columns: a line of headers, a line of paths. */
function customColumnsOf(text: string): string {
  const [headers = [], paths = []] = text
    .split('\n')
    .map((line) => line.split(/\s+/).filter((word) => word !== ''));
  if (headers.length !== paths.length)
    throw failure(
      `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
    );
  return headers.map((header, i) => `${header}:${paths[i]}`).join(',');
}

function plainPrinter(form: string, out: (text: string) => void, isTyped: boolean): Printer {
  let count = 0;
  return {
    print(object) {
      const shown = withoutManagedFields(object);
      if (form === 'json') out(`${jsonText(shown, 4, !isTyped)}\n`);
      else if (form === 'kyaml') out(partOf('emitters', form)(shown));
      else if (form === 'yaml') out(`${count++ > 0 ? '---\n' : ''}${emitYaml(shown)}`);
      else namePrinter(out, '').print(object);
    },
  };
}

function withoutManagedFields(object: KubeDocument): KubeDocument {
  if (isList(object)) return { ...object, items: object.items.map(withoutManagedFields) };
  if (object.metadata?.managedFields === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** `deployment.apps/web created`. */
export function namePrinter(out: (text: string) => void, operation: string): Printer {
  const print = (object: KubeDocument): void => {
    if (isList(object)) for (const item of object.items) print(item);
    else out(`${resourceName(object)}${operation === '' ? '' : ` ${operation}`}\n`);
  };
  return { print };
}

/** `deployment.apps/web`. */
export function resourceName({ apiVersion = '', kind = '', metadata }: KubeDocument): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind === '' ? '<unknown>' : kind.toLowerCase() + group}/${metadata?.name || '<unknown>'}`;
}
