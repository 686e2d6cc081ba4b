import { failure } from '../cli-error';
import { JsonPath } from '../jsonpath/jsonpath';
import { isList, type KubeDocument } from '../kube-document';
import type { Flags, Invocation } from '../kubectl.types';
import { emitYaml } from '../yaml/emit-yaml';
import { CustomColumnsPrinter } from './custom-columns';
import { jsonText } from './json-text';

/** The forms of `-o` (k8s.io/cli-runtime/pkg/genericclioptions). */

/** Prints one object after the other. */
export interface Printer {
  print(object: KubeDocument): void;
}

/** Makes a printer of a template, for forms that load apart (`register`). */
export type TemplatePrinter = (
  template: string,
  out: (text: string) => void,
  allowsMissing: boolean,
) => Printer;

const templateForms = new Map<string, TemplatePrinter>();

/** Adds a template form that was loaded apart: `go-template`. */
export function registerForm(name: string, make: TemplatePrinter): void {
  templateForms.set(name, make);
}

const jsonForms = ['json', 'yaml', 'name'];
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
  if (at < 0 && jsonForms.includes(form)) return plainPrinter(form, out, isTyped);
  const isFile = form.endsWith('-file') || form === 'templatefile';
  const name = form.replace(/-?file$/, '');
  const make = makers(
    name,
    isGet,
    flags.bool('allow-missing-template-keys'),
    isGet && flags.bool('no-headers'),
  );
  if (make === undefined)
    throw failure(
      `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${isGet ? getForms : printForms}`,
    );
  if (value === '')
    throw failure(
      form.startsWith('custom-columns')
        ? 'custom-columns format specified but no custom columns given'
        : 'template format specified but no template given',
    );
  return make(isFile ? readTemplate(invocation, form, value) : value, out);
}

function makers(name: string, isGet: boolean, allowsMissing: boolean, hasNoHeaders: boolean) {
  const word = name === 'template' ? 'go-template' : name;
  const registered = templateForms.get(word);
  if (registered)
    return (template: string, out: (text: string) => void) => registered(template, out, allowsMissing);
  if (word === 'go-template')
    return () => {
      throw failure('go-template is still being loaded; try again in a moment');
    };
  if (word === 'jsonpath' || word === 'jsonpath-as-json')
    return (template: string, out: (text: string) => void) =>
      jsonPathPrinter(template, out, allowsMissing, word === 'jsonpath-as-json');
  if (word === 'custom-columns' && isGet)
    return (template: string, out: (text: string) => void) =>
      new CustomColumnsPrinter(template, out, hasNoHeaders);
  return undefined;
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

function jsonPathPrinter(
  template: string,
  out: (text: string) => void,
  allowsMissing: boolean,
  asJson: boolean,
): Printer {
  let path: JsonPath;
  try {
    path = new JsonPath(template, allowsMissing);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    throw failure(`error parsing jsonpath ${template}, ${error.message}\n`);
  }
  return { print: (object) => out(path.print(object, asJson)) };
}

function plainPrinter(form: string, out: (text: string) => void, isTyped: boolean): Printer {
  let count = 0;
  return {
    print(object) {
      const shown = withoutManagedFields(object);
      if (form === 'json') out(`${jsonText(shown, 4, !isTyped)}\n`);
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
