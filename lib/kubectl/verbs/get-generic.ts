import { partOf } from '../apart-parts';
import { isNotFound } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { printerFor } from '../printers/printer';
import type { Built, Info } from '../resource/builder';
import { listItems } from '../resource/list-items';
import { pathOf } from '../resource/rest-mapper';

/** `-o yaml`, `json`, `jsonpath` and the like: one object as it is, several inside a List. @returns the errors met on the way */
export function printGeneric(invocation: Invocation, built: Built): Error[] {
  const { flags } = invocation;
  const printer = printerFor(invocation, { isGet: true });
  const errors: Error[] = [...built.errors];
  const objects: KubeDocument[] = [];
  for (const info of built.infos)
    try {
      objects.push(...objectsOf(invocation, built, info));
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      if (!(flags.bool('ignore-not-found') && isNotFound(error))) errors.push(error);
    }
  if (built.isSingle && errors.length > 0) return errors;
  if (objects.length === 0 && flags.bool('ignore-not-found')) return errors;
  const [only] = objects;
  if (built.isSingle && only !== undefined && objects.length === 1) printer.print(only);
  else {
    const sort = flags.string('sort-by');
    const items = sort === '' ? objects : partOf('sorters', 'sort-by')(objects, sort, (object) => object);
    printer.print({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } });
  }
  return errors;
}

function objectsOf({ client, flags }: Invocation, built: Built, info: Info): KubeDocument[] {
  const { mapping, namespace, name } = info;
  if (name === '') return listItems({ client }, info, built);
  return [client.get(pathOf(mapping, namespace, name, flags.string('subresource'))) as KubeDocument];
}
