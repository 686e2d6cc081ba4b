import { failure } from '../cli-error';
import { goText } from '../jsonpath/find-results';
import { JsonPath, relaxed } from '../jsonpath/jsonpath';
import type { KubeDocument } from '../kube-document';

/** What --for means (kubectl/pkg/cmd/wait/{condition,json,delete,create}.go). */
export interface Awaited {
  readonly isDelete: boolean;
  readonly isCreate: boolean;
  /** `condition met`, behind the object's name. */
  readonly operation: string;
  /** @param object undefined when it is not there */
  isMet(object: KubeDocument | undefined): boolean;
}

/** Throws for what is no condition. */
export function awaited(text: string): Awaited {
  const word = text.toLowerCase();
  const base = { isDelete: false, isCreate: false, operation: 'condition met' };
  if (word === 'delete') return { ...base, isDelete: true, isMet: (object) => object === undefined };
  if (word === 'create') return { ...base, isCreate: true, isMet: (object) => object !== undefined };
  if (word.startsWith('condition=')) return { ...base, isMet: conditionOf(text.slice('condition='.length)) };
  if (word.startsWith('jsonpath=')) return { ...base, isMet: pathOf(text.slice('jsonpath='.length)) };
  throw failure(`unrecognized condition: ${JSON.stringify(text)}`);
}

function conditionOf(text: string): Awaited['isMet'] {
  const at = text.indexOf('=');
  const name = (at < 0 ? text : text.slice(0, at)).toLowerCase();
  const value = (at < 0 ? 'true' : text.slice(at + 1)).replace(/^"(.*)"$/, '$1').toLowerCase();
  return (object) => {
    const status = (object?.status ?? {}) as Status;
    const found = status.conditions?.find(({ type }) => type.toLowerCase() === name);
    if (found === undefined) return false;
    // A condition that tells of an older generation says nothing of this one.
    const { generation } = object?.metadata ?? {};
    const observed = found.observedGeneration ?? status.observedGeneration;
    if (typeof generation === 'number' && observed !== undefined && observed < generation) return false;
    return found.status.toLowerCase() === value;
  };
}

interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly observedGeneration?: number;
  }[];
}

function pathOf(text: string): Awaited['isMet'] {
  const at = splitAt(text);
  const [expression, value] = at === undefined ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  if (value?.includes('=')) throw badFormat();
  if (value === '')
    throw failure(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  const path = new JsonPath(relaxed(expression.replace(/^'(.*)'$/, '$1')));
  return (object) => {
    if (object === undefined) return false;
    const [results = []] = path.find(object);
    if (results.length === 0) return false;
    if (results.length > 1) throw failure('given jsonpath expression matches more than one value');
    const [result] = results;
    if (result !== null && typeof result === 'object')
      throw failure('jsonpath leads to a nested object or list which is not supported');
    return value === undefined || goText(result) === value.replace(/^["'](.*)["']$/, '$1');
  };
}

const badFormat = () =>
  failure(
    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
  );

/** Where the value begins: the first equal sign that is not inside the braces. */
function splitAt(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}') depth--;
    else if (text[i] === '=' && depth === 0) return i;
  }
  return undefined;
}
