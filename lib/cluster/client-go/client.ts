import type { Draft, KubeObject } from '../api/meta';
import { keyOf, type Resource } from '../api/resource';
import type { DeleteOptions, KubeApiServer, List, ListOptions } from '../kube-apiserver/kube-apiserver';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';
import type { Component } from './component';
import { ConnectionError } from './connection';

/** Requests a second, and how many at once after a pause (client-go/rest/config.go). */
export interface ClientLimits {
  readonly qps: number;
  readonly burst: number;
}

/** What kube-controller-manager gives each controller (--kube-api-qps, --kube-api-burst). */
export const controllerLimits: ClientLimits = { qps: 20, burst: 30 };

export const noLimits: ClientLimits = { qps: 0, burst: 0 };

/** How long a request and its answer take together when nothing is in the way, in ms. */
export const requestMs = 2;
/** client-go's time-out of a node's client while the network is cut, in ms. */
const timeoutMs = 10_000;

/**
 * A component's way to the API server (client-go/kubernetes). Each method is a task: it takes its time, ends with the
 * answer, or throws StatusError (the server's no) or ConnectionError (no answer).
 */
export class Client {
  /** Virtual time at which the bucket of the rate limiter would be full. */
  private fullAtMs = 0;

  constructor(
    private readonly component: Component,
    private readonly limits: ClientLimits = { qps: 50, burst: 100 },
  ) {}

  get<T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, name: string): Task<T> {
    return this.send('get', resource.storage, namespace ? `${namespace}/${name}` : name, (server) =>
      server.get(resource, namespace, name),
    );
  }

  list<T extends KubeObject>(resource: Resource<T>, options: ListOptions = {}): Task<List<T>> {
    return this.send('list', resource.storage, options.namespace ?? '', (server) =>
      server.list(resource, options),
    );
  }

  create<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    draft: Draft<T>,
  ): Task<T> {
    const { name, generateName = '' } = draft.metadata;
    const key = `${namespace ? `${namespace}/` : ''}${name ?? generateName}`;
    return this.send('create', resource.storage, key, (server) => server.create(resource, namespace, draft));
  }

  /** Conflict is thrown when `object` is not the newest. */
  update<T extends KubeObject>(resource: Resource<T>, object: T): Task<T> {
    return this.send('update', resource.storage, keyOf(object), (server) => server.update(resource, object));
  }

  updateStatus<T extends KubeObject>(resource: Resource<T>, object: T): Task<T> {
    return this.send('update', `${resource.storage}/status`, keyOf(object), (server) =>
      server.update(resource, object, { subresource: 'status' }),
    );
  }

  /**
   * Changes an object without minding its resourceVersion, as a patch does: `change` is given what is stored when the
   * request arrives.
   */
  patch<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    name: string,
    change: (stored: T) => T,
    subresource?: 'status',
  ): Task<T> {
    const path = subresource ? `${resource.storage}/${subresource}` : resource.storage;
    return this.send('patch', path, namespace ? `${namespace}/${name}` : name, (server) => {
      const stored = server.get(resource, namespace, name);
      const next = change(stored);
      return next === stored ? stored : server.update(resource, next, { subresource });
    });
  }

  delete<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): Task<T> {
    return this.send('delete', resource.storage, namespace ? `${namespace}/${name}` : name, (server) =>
      server.delete(resource, namespace, name, options),
    );
  }

  bind(namespace: string, name: string, nodeName: string): Task {
    return this.send('bind', 'pods/binding', `${namespace}/${name}`, (server) =>
      server.bind(namespace, name, nodeName),
    );
  }

  /** Any other request: `run` happens at the API server when the request arrives there. */
  *send<R>(verb: string, resource: string, key: string, run: (server: KubeApiServer) => R): Task<R> {
    const { surroundings, simulation } = this.component;
    const cause = simulation.cause;
    const waitMs = this.takeToken();
    const startMs = simulation.nowMs + waitMs;
    yield waitMs + requestMs;
    const { server, connection } = surroundings;
    const line = server.isRunning
      ? connection.state
      : connection.state === 'up'
        ? 'refused'
        : connection.state;
    if (line === 'cut') yield timeoutMs - requestMs;
    const trace = (status: number, revision = 0) =>
      simulation.trace.add({
        from: this.component.name,
        to: 'kube-apiserver',
        verb,
        resource,
        key,
        startMs,
        endMs: simulation.nowMs,
        status,
        cause,
        revision,
      });
    if (line !== 'up') {
      trace(0);
      throw new ConnectionError(
        line === 'cut' ? 'context deadline exceeded' : 'dial tcp 10.0.0.2:6443: connect: connection refused',
      );
    }
    const before = server.etcd.revision;
    // What the server stores now was caused by this message, whose number is the next one.
    simulation.cause = simulation.trace.count + 1;
    try {
      const answer = run(server);
      const { revision } = server.etcd;
      trace(verb === 'create' ? 201 : 200, revision === before ? 0 : revision);
      return answer;
    } catch (error) {
      trace(error instanceof StatusError ? error.code : 500);
      throw error;
    }
  }

  /** The token bucket of client-go/util/flowcontrol: how long the next request has to wait, in ms. */
  private takeToken(): number {
    const { qps, burst } = this.limits;
    if (qps <= 0) return 0;
    const { nowMs } = this.component.simulation;
    const perTokenMs = 1000 / qps;
    const full = Math.max(this.fullAtMs, nowMs) + perTokenMs;
    this.fullAtMs = full;
    return Math.max(0, Math.ceil(full - nowMs - burst * perTokenMs));
  }
}
