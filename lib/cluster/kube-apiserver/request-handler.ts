import type { Namespace } from '../api/core';
import { joinKey } from '../api/resource';
import { handleAggregated } from './aggregated-handler';
import { decodeBody } from './body';
import { handleDiscovery } from './discovery';
import { type Exchange, fieldValidationOf, ok } from './exchange';
import type { KubeApiServer } from './kube-apiserver';
import { selectedObjects } from './list-handler';
import { shownList } from './negotiation';
import { followLog, handleBinding, handleEviction, handleExec, handleLog } from './pod-handlers';
import type { ApiRequest, ApiResponse, Stream, StreamListener } from './request.types';
import { requestInfoOf, type Target } from './request-info';
import {
  type Handler,
  handleCreate,
  handleDelete,
  handleDeleteCollection,
  handleGet,
  handlePatch,
  handleUpdate,
  type Named,
  namedAs,
  warnOfDeprecation,
} from './resource-handlers';
import type { Served } from './resources';
import { handleReview, handleToken, reviews } from './review-handlers';
import { handleScale } from './scale-handler';
import { aggregatedAt, servedAt, subresourcesOf } from './served-resources';
import { methodNotAllowed, notSimulated, StatusError, unknownResource } from './status-error';
import { handleWatch as watchObjects } from './watch-handler';

/** The way of a request through the API server (k8s.io/apiserver/pkg/server/handler.go, endpoints/installer.go). */
export function handleRequest(server: KubeApiServer, request: ApiRequest): ApiResponse {
  const exchange: Exchange = { server, request, info: requestInfoOf(request), warnings: [] };
  return answered(exchange, () => route(exchange));
}

/** A watch or a followed log; anything else, and a refusal, is an ordinary answer. */
export function handleWatch(
  server: KubeApiServer,
  request: ApiRequest,
  listener: StreamListener,
): Stream | ApiResponse {
  const exchange: Exchange = { server, request, info: requestInfoOf(request), warnings: [] };
  let stream: Stream | undefined;
  const answer = answered(exchange, () => {
    stream = open(exchange, listener);
    return stream ? ok(null) : route(exchange);
  });
  return stream ?? answer;
}

function open(exchange: Exchange, listener: StreamListener): Stream | undefined {
  const { target, verb, query } = exchange.info;
  const kind = target && servedAt(target);
  if (target === undefined || kind === undefined) return undefined;
  if (target.subresource === 'log' && target.name !== undefined && query.isTrue('follow'))
    return followLog(exchange, target as Named, listener);
  if (verb !== 'watch' || target.subresource !== undefined) return undefined;
  warnOfDeprecation(exchange, kind);
  return watchObjects(exchange, kind, target, listener);
}

/** Writes the message down, and makes of a refusal an answer. */
function answered(exchange: Exchange, run: () => ApiResponse): ApiResponse {
  const { server, request, info, warnings } = exchange;
  const { simulation, etcd } = server;
  const before = etcd.revision;
  const causedBy = simulation.cause;
  // What is stored now was caused by this message, whose number is the next one.
  simulation.cause = simulation.trace.count + 1;
  let answer: ApiResponse;
  try {
    answer = run();
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    answer = { status: error.code, body: error.toStatus() };
  }
  const { target, verb, parts } = info;
  const resource = target ? (servedAt(target)?.resource.storage ?? target.plural) : `/${parts.join('/')}`;
  simulation.trace.add({
    from: request.user ?? 'kubectl',
    to: 'kube-apiserver',
    verb,
    resource: target?.subresource ? `${resource}/${target.subresource}` : resource,
    key: joinKey(target?.namespace, target?.name ?? ''),
    startMs: simulation.nowMs,
    endMs: simulation.nowMs,
    status: answer.status,
    cause: causedBy,
    revision: etcd.revision === before ? 0 : etcd.revision,
  });
  simulation.cause = causedBy;
  return warnings.length > 0 ? { ...answer, warnings } : answer;
}

function route(exchange: Exchange): ApiResponse {
  const { target } = exchange.info;
  if (target === undefined) return handleDiscovery(exchange);
  const kind = servedAt(target);
  if (kind !== undefined) {
    warnOfDeprecation(exchange, kind);
    return routeStored(exchange, kind, target);
  }
  if (aggregatedAt(exchange.server, target)) return handleAggregated(exchange, target);
  const review = reviews.find(
    ({ group, version, plural }) =>
      group === target.group && version === target.version && plural === target.plural,
  );
  if (review === undefined) throw unknownResource();
  if (exchange.info.verb !== 'create') throw methodNotAllowed();
  return handleReview(exchange, review);
}

const handlers: Readonly<Record<string, Handler>> = {
  get: handleGet,
  update: handleUpdate,
  patch: handlePatch,
  delete: handleDelete,
};

const subresourceHandlers: Readonly<Record<string, Handler>> = {
  status: (exchange, kind, target) => (handlers[exchange.info.verb] ?? handleGet)(exchange, kind, target),
  scale: handleScale,
  binding: handleBinding,
  eviction: handleEviction,
  log: handleLog,
  exec: handleExec,
  token: handleToken,
  finalize: (exchange, kind, { name }) => {
    const sent = decodeBody(exchange, kind.resource, fieldValidationOf(exchange.info.query));
    return ok(exchange.server.store.finalizeNamespace(namedAs(sent, undefined, name) as Namespace));
  },
};

function routeStored(exchange: Exchange, kind: Served, target: Target): ApiResponse {
  const { verb } = exchange.info;
  const { isNamespaced } = kind.resource;
  if (target.namespace !== undefined && !isNamespaced) throw unknownResource();
  if (target.name === undefined) {
    if (isNamespaced && target.namespace === undefined && verb !== 'list' && verb !== 'watch')
      throw methodNotAllowed();
    if (verb === 'list' || verb === 'watch') return handleList(exchange, kind, target.namespace);
    if (verb === 'create') return handleCreate(exchange, kind, target as Named);
    if (verb === 'deletecollection') return handleDeleteCollection(exchange, kind, target as Named);
    throw methodNotAllowed();
  }
  const named = target as Named;
  if (isNamespaced && target.namespace === undefined) throw unknownResource();
  if (named.subresource === undefined) {
    const handler = handlers[verb];
    if (handler === undefined) throw methodNotAllowed();
    return handler(exchange, kind, named);
  }
  const found = subresourcesOf(kind).find(({ name }) => name === named.subresource);
  if (found === undefined) throw unknownResource();
  if (!found.verbs.includes(verb)) throw methodNotAllowed();
  const handler = subresourceHandlers[found.name];
  if (handler === undefined) throw notSimulated(`${kind.resource.plural}/${found.name}`);
  return handler(exchange, kind, named);
}

function handleList(exchange: Exchange, kind: Served, namespace: string | undefined): ApiResponse {
  const { items, metadata } = selectedObjects(exchange, kind, namespace);
  return ok(shownList(exchange, kind, items, metadata));
}
