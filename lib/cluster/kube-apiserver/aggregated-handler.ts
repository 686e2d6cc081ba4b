import { apiVersionOf, joinKey } from '../api/resource';
import { type Exchange, ok } from './exchange';
import { parseLabelSelector } from './label-selector';
import { shownList, shownObject } from './negotiation';
import type { ApiResponse } from './request.types';
import type { Target } from './request-info';
import { aggregatedAt } from './served-resources';
import { methodNotAllowed, notFound, StatusError, unknownResource } from './status-error';

/** Requests that kube-aggregator hands on to an extension API server: get and list. */
export function handleAggregated(exchange: Exchange, target: Target): ApiResponse {
  const { server, info } = exchange;
  if (server.aggregated.get(apiVersionOf(target))?.isAvailable() === false)
    throw new StatusError(
      503,
      'ServiceUnavailable',
      'the server is currently unable to handle the request',
      {},
    );
  const found = aggregatedAt(server, target);
  if (found === undefined || target.subresource !== undefined) throw unknownResource();
  const { namespace, name } = target;
  if (name === undefined && info.verb === 'list') {
    const matches = parseLabelSelector(info.query.get('labelSelector'));
    const items = found.list(namespace).filter(({ metadata }) => matches(metadata.labels));
    return ok(shownList(exchange, found, items, { resourceVersion: '' }));
  }
  if (name === undefined || info.verb !== 'get') throw methodNotAllowed();
  const object = found.get(namespace, name);
  if (object === undefined) throw notFound(found.resource, joinKey(namespace, name));
  return ok(shownObject(exchange, found, object));
}
