import type { ApiRequest } from './request.types';

/** What a path and a method say (k8s.io/apiserver/pkg/endpoints/request/requestinfo.go). */
export interface RequestInfo {
  readonly verb: Verb;
  /** Slash-separated parts of the path, unescaped. */
  readonly parts: readonly string[];
  /** Undefined when the path is not of a resource (`/healthz`, `/apis`, `/apis/apps/v1`). */
  readonly target: Target | undefined;
  readonly query: Query;
}

export interface Target {
  readonly group: string;
  readonly version: string;
  readonly namespace: string | undefined;
  /** `pods` */
  readonly plural: string;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** The query parameters; a name that is not there has no values. */
export class Query {
  private readonly values = new Map<string, string[]>();

  add(name: string, value: string): void {
    const known = this.values.get(name);
    if (known) known.push(value);
    else this.values.set(name, [value]);
  }

  get(name: string): string {
    return this.values.get(name)?.[0] ?? '';
  }

  all(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  isTrue(name: string): boolean {
    return this.has(name) && !/^(0|f|F|false|FALSE|False)$/.test(this.get(name));
  }

  /** A whole number, or undefined when it is not there or is none. */
  number(name: string): number | undefined {
    const text = this.get(name);
    return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  }
}

export function requestInfoOf({ method, path, query = {} }: ApiRequest): RequestInfo {
  const mark = path.indexOf('?');
  const found = new Query();
  if (mark >= 0) readQuery(path.slice(mark + 1), found);
  for (const [name, value] of Object.entries(query))
    for (const each of typeof value === 'string' ? [value] : value) found.add(name, each);
  const parts = (mark < 0 ? path : path.slice(0, mark))
    .split('/')
    .filter((part) => part !== '')
    .map(unescaped);
  const target = targetOf(parts);
  return { verb: verbOf(method, target, found), parts, target, query: found };
}

function targetOf(parts: readonly string[]): Target | undefined {
  const isCore = parts[0] === 'api';
  if (!isCore && parts[0] !== 'apis') return undefined;
  const rest = parts.slice(isCore ? 2 : 3);
  const [group = '', version = ''] = isCore ? ['', parts[1]] : [parts[1], parts[2]];
  // `namespaces/default/pods`, but also `namespaces/default` and `namespaces/default/status` themselves.
  const isInside = rest[0] === 'namespaces' && rest.length > 2 && !/^(status|finalize)$/.test(rest[2] ?? '');
  const [plural, name, subresource, ...more] = isInside ? rest.slice(2) : rest;
  if (plural === undefined || (more.length > 0 && subresource !== 'proxy')) return undefined;
  return { group, version, namespace: isInside ? rest[1] : undefined, plural, name, subresource };
}

function verbOf(method: ApiRequest['method'], target: Target | undefined, query: Query): Verb {
  const isOne = target === undefined || target.name !== undefined;
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return isOne ? 'delete' : 'deletecollection';
    default:
      if (target !== undefined && query.isTrue('watch')) return 'watch';
      return isOne ? 'get' : 'list';
  }
}

function readQuery(text: string, into: Query): void {
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    into.add(unescaped(name.replaceAll('+', ' ')), unescaped(value.replaceAll('+', ' ')));
  }
}

/** A percent sign that begins no escape stands for itself: a path is never a reason to fail. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
