import { ApiError, prefixed } from '../cli-error';
import { isList, type KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import type { Info } from './builder';
import type { Mapping } from './discovery';
import { apiVersionOf, pathOf } from './rest-mapper';

/** Lists in pieces, as client-go's pager takes them (k8s.io/client-go/tools/pager, k8s.io/cli-runtime/pkg/resource/selector.go). */

/** The items of a kind that the selectors match, each with its kind and version. */
export function listItems(
  { client }: Pick<Invocation, 'client'>,
  { mapping, namespace }: Pick<Info, 'mapping' | 'namespace'>,
  { selector = '', fieldSelector = '' }: { readonly selector?: string; readonly fieldSelector?: string } = {},
): KubeDocument[] {
  const items: KubeDocument[] = [];
  const query = listQuery({ selector, fieldSelector, chunk: 500 });
  for (const page of pages(client, mapping, namespace, query)) {
    const list = page as KubeDocument;
    if (isList(list))
      for (const item of list.items)
        items.push({ apiVersion: apiVersionOf(mapping), kind: mapping.kind, ...item });
  }
  return items;
}

/** The query of a list, without what is empty. */
export const listQuery = (asked: { selector: string; fieldSelector: string; chunk: number }) => ({
  ...(asked.selector !== '' && { labelSelector: asked.selector }),
  ...(asked.fieldSelector !== '' && { fieldSelector: asked.fieldSelector }),
  ...(asked.chunk > 0 && { limit: String(asked.chunk) }),
});

/** The answers of a list in pieces (--chunk-size), each as it comes. What the server refuses is named by what was looked for. */
export function* pages(
  client: Invocation['client'],
  mapping: Mapping,
  namespace: string,
  query: Readonly<Record<string, string>>,
  accept?: string,
): Generator<unknown> {
  let token = '';
  do {
    let page: KubeDocument;
    try {
      page = client.get(
        pathOf(mapping, namespace),
        token === '' ? query : { ...query, continue: token },
        accept,
      ) as KubeDocument;
    } catch (error) {
      throw enhanceListError(error, mapping, query);
    }
    yield page;
    token = String(page.metadata?.continue ?? '');
  } while (token !== '');
}

function enhanceListError(
  error: unknown,
  mapping: Mapping,
  query: Readonly<Record<string, string>>,
): unknown {
  if (!(error instanceof ApiError) || !['BadRequest', 'NotFound'].includes(error.status.reason ?? ''))
    return error;
  const quoted = (text = '') => JSON.stringify(text);
  const what = quoted(`${mapping.group}/${mapping.version}, Resource=${mapping.plural}`);
  const { labelSelector, fieldSelector } = query;
  return prefixed(
    error,
    labelSelector === undefined && fieldSelector === undefined
      ? `Unable to list ${what}: `
      : `Unable to find ${what} that match label selector ${quoted(labelSelector)}, field selector ${quoted(fieldSelector)}: `,
  );
}
