import type { KubeObject, ListMeta } from '../api/meta';
import { joinKey, keyOf } from '../api/resource';
import { pods } from '../api/resources';
import { storedAs, viewOf } from './event-view';
import type { Exchange } from './exchange';
import { type FieldError, forbiddenField, notSupported } from './field-error';
import { parseFieldSelector } from './field-selector';
import { parseLabelSelector } from './label-selector';
import type { Served } from './resources';
import { badRequest, gone, invalid, StatusError } from './status-error';
import type { WatchFilter } from './watch-cache';

/** Lists: selectors, revisions, pages (k8s.io/apiserver/pkg/endpoints/handlers/get.go, pkg/storage/etcd3/store.go, pkg/storage/continue.go). */
export interface Selection {
  readonly matches: (object: KubeObject) => boolean;
  readonly filter: WatchFilter;
}

/** What the query's selectors ask for. Throws BadRequest. */
export function selectionOf(
  { info: { query } }: Exchange,
  kind: Served,
  namespace: string | undefined,
  name?: string,
): Selection {
  const labels = query.get('labelSelector');
  const matchesLabels = labels === '' ? undefined : parseLabelSelector(labels);
  const fields = parseFieldSelector(query.get('fieldSelector'), kind);
  const { storage } = storedAs(kind.resource);
  const isNamed = (object: KubeObject) => name === undefined || object.metadata.name === name;
  const matchesFields =
    fields || name !== undefined
      ? (object: KubeObject) => isNamed(object) && (fields?.matches(object) ?? true)
      : undefined;
  return {
    matches: (object) =>
      (matchesFields?.(object) ?? true) && (matchesLabels?.(object.metadata.labels) ?? true),
    filter: {
      storage,
      namespace,
      matchesLabels,
      matchesFields,
      trigger: name === undefined ? fields?.trigger : { field: 'metadata.name', value: name },
    },
  };
}

export interface Page {
  readonly items: readonly KubeObject[];
  readonly metadata: ListMeta;
}

/** The page of the list that the query asks for. Throws BadRequest, Invalid, Expired. */
export function selectedObjects(exchange: Exchange, kind: Served, namespace: string | undefined): Page {
  const { server, info } = exchange;
  const { query } = info;
  checkListOptions(exchange);
  const { matches, filter } = selectionOf(exchange, kind, namespace);
  const from = continueOf(query.get('continue'));
  const exact =
    from?.revision ??
    (query.get('resourceVersionMatch') === 'Exact' ? Number(query.get('resourceVersion')) : 0);
  server.compact();
  const { etcd } = server;
  const isOld = exact > 0 && exact < etcd.revision;
  if (isOld && exact < etcd.compactedRevision) throw tooOld(from?.after);
  const revision = isOld ? exact : etcd.revision;
  const all =
    isOld && etcd.keepsHistory ? etcd.listAt(filter.storage, namespace, exact) : candidates(exchange, filter);
  let items = all.filter(matches);
  if (from) items = items.filter((object) => keyOf(object) > from.after);
  const limit = query.number('limit') ?? 0;
  const page = limit > 0 ? items.slice(0, limit) : items;
  const last = page.at(-1);
  const rest = items.length - page.length;
  const hasSelector = query.get('labelSelector') !== '' || query.get('fieldSelector') !== '';
  return {
    items: page.map((object) => viewOf(kind.resource, object)),
    metadata: {
      resourceVersion: String(revision),
      ...(rest > 0 && last && { continue: continueText(revision, keyOf(last)) }),
      ...(rest > 0 && !hasSelector && { remainingItemCount: rest }),
    },
  };
}

/** A selector on the name or the node finds its objects without looking at all. */
function candidates(
  { server }: Exchange,
  { storage, namespace, trigger }: WatchFilter,
): readonly KubeObject[] {
  if (trigger?.field === 'spec.nodeName' && storage === pods.storage) {
    const found = server.watchCache.podsOnNode(trigger.value);
    return namespace === undefined ? found : found.filter(({ metadata }) => metadata.namespace === namespace);
  }
  if (trigger?.field === 'metadata.name' && namespace !== undefined) {
    const found = server.etcd.get(storage, joinKey(namespace, trigger.value));
    return found ? [found] : [];
  }
  return server.etcd.list(storage, namespace);
}

function checkListOptions({ server, info: { query } }: Exchange): void {
  const match = query.get('resourceVersionMatch');
  const revision = query.get('resourceVersion');
  const errors: FieldError[] = [];
  const forbid = (why: string) => errors.push(forbiddenField('resourceVersionMatch', why));
  if (match !== '') {
    if (query.has('watch') && query.isTrue('watch') && !query.has('sendInitialEvents'))
      forbid('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
    if (revision === '' && !query.has('sendInitialEvents'))
      forbid('resourceVersionMatch is forbidden unless resourceVersion is provided');
    if (query.get('continue') !== '') forbid('resourceVersionMatch is forbidden when continue is set');
    if (match !== 'Exact' && match !== 'NotOlderThan')
      errors.push(notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']));
    if (match === 'Exact' && revision === '0')
      forbid('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', plural: '', kind: 'ListOptions' }, '', errors);
  checkRevision(revision, server.etcd.revision);
}

/** Throws for what is no revision, and for one that is yet to come. */
export function checkRevision(text: string, current: number): void {
  if (text === '') return;
  if (!/^\d{1,15}$/.test(text))
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  if (Number(text) > current)
    throw new StatusError(504, 'Timeout', `Too large resource version: ${text}, current: ${current}`, {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    });
}

interface Continue {
  readonly revision: number;
  readonly after: string;
}

/** The token of a page's end: the list's revision and the last key, opaque to clients. */
function continueText(revision: number, after: string): string {
  return encodeURIComponent(`${revision}:${after}`);
}

function continueOf(text: string): Continue | undefined {
  if (text === '') return undefined;
  let plain = text;
  try {
    plain = decodeURIComponent(text);
  } catch {
    // It is none of ours then.
  }
  const [, revision, after] = /^(\d{1,15}):(.+)$/.exec(plain) ?? [];
  if (after === undefined)
    throw badRequest('continue key is not valid: encoded start key "" version not set');
  return { revision: Number(revision), after };
}

function tooOld(after: string | undefined): StatusError {
  if (after === undefined) return gone('The resourceVersion for the provided list is too old.');
  return gone(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  );
}
