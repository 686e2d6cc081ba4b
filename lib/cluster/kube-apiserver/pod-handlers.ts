import type { Node, Pod } from '../api/core';
import { nodes, pods } from '../api/resources';
import { microTimestamp, parseTimestamp } from '../api/time';
import { decodeBody, readBody } from './body';
import { checkWriteOptions, created, type Exchange, ok } from './exchange';
import { JsonError } from './json-reader';
import type { KubeletEndpoint, LogLine } from './kubelet-endpoint.types';
import type { DeleteOptions } from './options.types';
import { isObject } from './patch/merge-patch';
import type { Stream, StreamListener } from './request.types';
import type { Query } from './request-info';
import type { Handler, Named } from './resource-handlers';
import { badRequest, StatusError } from './status-error';

/** What Pods have behind their names: binding, eviction, log, exec (pkg/registry/core/pod/rest, pkg/registry/core/pod/strategy.go). */
const success = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

export const handleBinding: Handler = (exchange, _, { namespace, name }) => {
  const sent = decodeBody(exchange, { group: '', version: 'v1', kind: 'Binding' }, 'Ignore');
  const { target } = sent as { readonly target?: { readonly name?: string } };
  if (!checkWriteOptions(exchange.info, 'CreateOptions'))
    exchange.server.bind(namespace ?? 'default', name, target?.name ?? '');
  return created(success);
};

export const handleEviction: Handler = (exchange, _, { namespace, name }) => {
  const isDryRun = checkWriteOptions(exchange.info, 'CreateOptions');
  const { body } = exchange.request;
  const sent = typeof body === 'string' ? readEviction(body) : body;
  const eviction = isObject(sent) ? sent : {};
  const { name: meant = name } = isObject(eviction.metadata) ? eviction.metadata : {};
  if (meant !== name) throw badRequest('name in URL does not match name in Eviction object');
  const options = (isObject(eviction.deleteOptions) ? eviction.deleteOptions : {}) as DeleteOptions & {
    readonly dryRun?: readonly string[];
  };
  exchange.server.evict(namespace ?? 'default', name, {
    gracePeriodSeconds: options.gracePeriodSeconds,
    propagationPolicy: options.propagationPolicy,
    preconditions: options.preconditions,
    isDryRun: isDryRun || (options.dryRun ?? []).includes('All'),
  });
  return created(success);
};

function readEviction(text: string): unknown {
  try {
    return readBody(text).value;
  } catch (error) {
    if (error instanceof JsonError) throw badRequest(error.message);
    throw error;
  }
}

export const handleLog: Handler = (exchange, _, target) => {
  const found = logSource(exchange, target);
  if (found === undefined) return ok('');
  const { query } = exchange.info;
  const lines = found.kubelet.logs(found.namespace, target.name, found.container, query.isTrue('previous'));
  return ok(limited(format(exchange, lines), query));
};

/** `?follow=true`: what was written so far, then each line as it comes, until the container stops. */
export function followLog(exchange: Exchange, target: Named, listener: StreamListener): Stream {
  const found = logSource(exchange, target);
  const { simulation } = exchange.server;
  const { query } = exchange.info;
  let stopFollowing: (() => void) | undefined;
  let isOver = false;
  // What was written so far goes out first, even when the container has ended already.
  let isToldFirst = false;
  let hasEnded = found === undefined;
  const stop = () => {
    isOver = true;
    stopFollowing?.();
  };
  const end = () => {
    hasEnded = true;
    if (isOver || !isToldFirst) return;
    stop();
    listener.onEnd?.();
  };
  const first =
    found?.kubelet.logs(found.namespace, target.name, found.container, query.isTrue('previous')) ?? [];
  const text = limited(format(exchange, first), query);
  if (found)
    stopFollowing = found.kubelet.follow(
      found.namespace,
      target.name,
      found.container,
      (line) => {
        if (!isOver) listener.onEvent(textOf(line, exchange));
      },
      end,
    );
  simulation.after(0, 'log', () => {
    isToldFirst = true;
    if (!isOver && text !== '') listener.onEvent(text);
    if (hasEnded) end();
  });
  return { stop };
}

/** The kubelet that has the container's log; undefined while the Pod has no node. Throws NotFound, BadRequest. */
function logSource(exchange: Exchange, { namespace, name }: Named) {
  const { server, info } = exchange;
  const pod = server.get(pods, namespace, name);
  const container = containerOf(pod, info.query.get('container'));
  const { nodeName = '' } = pod.spec;
  if (nodeName === '') return undefined;
  const path = `containerLogs/${namespace}/${name}/${container}`;
  return { kubelet: kubeletOf(exchange, nodeName, path), namespace: namespace ?? '', container };
}

/** pod.LogLocation and streamLocation: which container is meant. */
function containerOf(pod: Pod, asked: string): string {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).join(' ');
  const { name } = pod.metadata;
  if (asked === '') {
    const [only, another] = containers;
    if (only && another === undefined) return only.name;
    const init =
      initContainers.length > 0 ? ` or one of the init containers: [${names(initContainers)}]` : '';
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${names(containers)}]${init}`,
    );
  }
  if ([...containers, ...initContainers, ...ephemeralContainers].some((each) => each.name === asked))
    return asked;
  throw badRequest(`container ${asked} is not valid for pod ${name}`);
}

/** Throws the API server's own error of a connection that fails. */
function kubeletOf({ server }: Exchange, nodeName: string, path: string): KubeletEndpoint {
  const kubelet = server.kubelets.get(nodeName);
  if (kubelet) return kubelet;
  const node: Node | undefined = server.store.context.get(nodes, nodeName);
  const address = node?.status.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  if (address === undefined)
    throw new StatusError(500, 'InternalError', `Internal error occurred: nodes "${nodeName}" not found`);
  throw new StatusError(
    500,
    '',
    `Get "https://${address}:10250/${path}": dial tcp ${address}:10250: connect: no route to host`,
  );
}

function format(exchange: Exchange, lines: readonly LogLine[]): string {
  const { server, info } = exchange;
  const { nowMs, epochMs } = server.simulation;
  const seconds = info.query.number('sinceSeconds');
  const sinceTime = info.query.get('sinceTime');
  const since =
    seconds !== undefined
      ? nowMs - seconds * 1000
      : sinceTime === ''
        ? Number.NEGATIVE_INFINITY
        : parseTimestamp(sinceTime) - epochMs;
  const recent = lines.filter(({ atMs }) => atMs >= since);
  const tail = info.query.number('tailLines');
  const shown = tail === undefined ? recent : tail === 0 ? [] : recent.slice(-Math.max(tail, 0));
  return shown.map((line) => textOf(line, exchange)).join('');
}

function textOf({ atMs, text }: LogLine, { server, info }: Exchange): string {
  if (!info.query.isTrue('timestamps')) return `${text}\n`;
  return `${microTimestamp(server.simulation.epochMs + atMs).slice(0, -1)}000Z ${text}\n`;
}

function limited(text: string, query: Query): string {
  const bytes = query.number('limitBytes');
  return bytes === undefined ? text : text.slice(0, Math.max(bytes, 0));
}

/** Runs a command in a container at once; the answer's body is an ExecResult, which stands in for a stream. */
export const handleExec: Handler = (exchange, _, { namespace, name }) => {
  const { server, info, request } = exchange;
  const pod = server.get(pods, namespace, name);
  const container = containerOf(pod, info.query.get('container'));
  const { nodeName = '' } = pod.spec;
  if (nodeName === '') throw badRequest(`pod ${name} does not have a host assigned`);
  const kubelet = kubeletOf(exchange, nodeName, `exec/${namespace}/${name}/${container}`);
  const stdin = typeof request.body === 'string' ? request.body : '';
  return ok(kubelet.exec(namespace ?? '', name, container, info.query.all('command'), stdin));
};
