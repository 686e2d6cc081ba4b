import { decodeBase64 } from '../base64';
import { goText } from '../jsonpath/find-results';
import { isRecord } from '../kube-document';
import { sprintf } from './sprintf';

/** The functions of templates (text/template/funcs.go) and kubectl's own two, `exists` and `base64decode`. */
type TemplateFunction = (...args: readonly unknown[]) => unknown;

/** Whether a value counts as true. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== '';
}

const goType = (value: unknown) =>
  typeof value === 'number'
    ? Number.isInteger(value)
      ? 'int'
      : 'float64'
    : typeof value === 'boolean'
      ? 'bool'
      : typeof value;

function index(item: unknown, ...keys: readonly unknown[]): unknown {
  return keys.reduce((value, key) => {
    if (Array.isArray(value)) {
      if (typeof key !== 'number') throw new Error(`cannot index slice/array with type ${goType(key)}`);
      if (key < 0 || key >= value.length) throw new Error(`index out of range: ${key}`);
      return value[key];
    }
    if (isRecord(value)) return Object.hasOwn(value, String(key)) ? value[String(key)] : undefined;
    if (value === undefined || value === null) throw new Error('index of untyped nil');
    throw new Error(`can't index item of type ${goType(value)}`);
  }, item);
}

function slice(item: unknown, from: unknown = 0, to?: unknown): unknown {
  if (typeof item !== 'string' && !Array.isArray(item))
    throw new Error(`can't slice item of type ${goType(item)}`);
  const end = to === undefined ? item.length : Number(to);
  for (const at of [Number(from), end])
    if (at < 0 || at > item.length) throw new Error(`index out of range: ${at}`);
  return item.slice(Number(from), end);
}

function compare(a: unknown, b: unknown): number {
  if (goType(a) !== goType(b) || !/^(int|float64|string)$/.test(goType(a)))
    throw new Error(`incompatible types for comparison: ${goType(a)} and ${goType(b)}`);
  return a === b ? 0 : (a as string) < (b as string) ? -1 : 1;
}

function isEqual(a: unknown, b: unknown): boolean {
  const isNil = (value: unknown) => value === undefined || value === null;
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (goType(a) !== goType(b))
    throw new Error(`incompatible types for comparison: ${goType(a)} and ${goType(b)}`);
  return a === b;
}

function length(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (isRecord(value)) return Object.keys(value).length;
  throw new Error(
    value === undefined || value === null ? 'len of nil pointer' : `len of type ${goType(value)}`,
  );
}

/** fmt.Sprint: a space between two operands that are both no strings. */
const print = (...args: readonly unknown[]) =>
  args
    .map(
      (arg, i) =>
        (i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string' ? ' ' : '') + goText(arg),
    )
    .join('');

const htmlEscapes: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&#34;',
  "'": '&#39;',
};

const functions: Readonly<Record<string, TemplateFunction>> = {
  and: (...args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1),
  or: (...args) => args.find(isTrue) ?? args.at(-1),
  not: (arg) => !isTrue(arg),
  len: length,
  index,
  slice,
  eq: (a, ...others) => others.some((b) => isEqual(a, b)),
  ne: (a, b) => !isEqual(a, b),
  lt: (a, b) => compare(a, b) < 0,
  le: (a, b) => compare(a, b) <= 0,
  gt: (a, b) => compare(a, b) > 0,
  ge: (a, b) => compare(a, b) >= 0,
  print,
  println: (...args) => `${args.map(goText).join(' ')}\n`,
  printf: (format, ...args) => sprintf(String(format), args),
  html: (...args) => print(...args).replace(/[<>&"']/g, (c) => htmlEscapes[c] ?? c),
  js: (...args) =>
    print(...args).replace(/[<>&="'\\]/g, (c) =>
      /["'\\]/.test(c) ? `\\${c}` : `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    ),
  urlquery: (...args) => encodeURIComponent(print(...args)).replaceAll('%20', '+'),
  exists: (item, ...keys) => {
    const found = keys.reduce(
      (value, key) => (isRecord(value) && Object.hasOwn(value, String(key)) ? value[String(key)] : undefined),
      item,
    );
    return found !== undefined;
  },
  base64decode: (text) => decodeBase64(String(text)),
};

export const functionNames: readonly string[] = Object.keys(functions);

const fewest: Readonly<Record<string, number>> = {
  and: 1,
  or: 1,
  not: 1,
  len: 1,
  index: 1,
  slice: 1,
  eq: 2,
  ne: 2,
  lt: 2,
  le: 2,
  gt: 2,
  ge: 2,
  printf: 1,
  exists: 1,
  base64decode: 1,
};
const exact = ['not', 'len', 'ne', 'lt', 'le', 'gt', 'ge', 'base64decode'];

/** A call with too few or too many arguments. */
export class ArgumentError extends Error {}

/** Calls a function; throws an Error with Go's words. */
export function callFunction(name: string, args: readonly unknown[]): unknown {
  const want = Object.hasOwn(fewest, name) ? (fewest[name] ?? 0) : 0;
  if (args.length < want || (exact.includes(name) && args.length > want))
    throw new ArgumentError(
      `wrong number of args for ${name}: want ${exact.includes(name) ? want : `at least ${want}`} got ${args.length}`,
    );
  return (functions[name] as TemplateFunction)(...args);
}
