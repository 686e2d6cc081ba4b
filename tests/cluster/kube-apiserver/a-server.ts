import { Etcd } from '@/lib/cluster/etcd';
import { KubeApiServer } from '@/lib/cluster/kube-apiserver/kube-apiserver';
import type { ApiRequest, ApiResponse, WireEvent } from '@/lib/cluster/kube-apiserver/request.types';
import type { Status } from '@/lib/cluster/kube-apiserver/status-error';
import { Simulation } from '@/lib/cluster/simulation';

/** An API server alone, with its clock, and short ways to ask it. */
export function aServer({ keepsHistory = true } = {}) {
  const simulation = new Simulation(1, 1_772_442_000_000, 1000);
  const server = new KubeApiServer(simulation, new Etcd(keepsHistory));
  const ask = (method: ApiRequest['method'], path: string, rest: Partial<ApiRequest> = {}): ApiResponse =>
    server.request({ method, path, ...rest });
  /** The answer's body; a refusal fails the test with its message. */
  const done = <T = Record<string, unknown>>(
    method: ApiRequest['method'],
    path: string,
    body?: unknown,
  ): T => {
    const answer = ask(method, path, { body });
    if (answer.status >= 400) throw new Error((answer.body as Status).message);
    return answer.body as T;
  };
  /** The refusal; an answer that is none fails the test. */
  const refused = (method: ApiRequest['method'], path: string, rest: Partial<ApiRequest> = {}): Status => {
    const answer = ask(method, path, rest);
    if (answer.status < 400) throw new Error(`answered ${answer.status}`);
    return answer.body as Status;
  };
  const patch = (path: string, body: unknown, kind = 'strategic-merge-patch', query = {}) =>
    ask('PATCH', path, { body, query, headers: { 'content-type': `application/${kind}+json` } });
  const watch = (path: string, query: Record<string, string> = {}, headers = {}) => {
    const events: (WireEvent | string)[] = [];
    const stream = server.watchRequest(
      { method: 'GET', path, query: { watch: 'true', ...query }, headers },
      { onEvent: (event) => events.push(event) },
    );
    return { events, stream };
  };
  return { simulation, server, ask, done, refused, patch, watch };
}

export const asTable = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

export const aPod = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image: 'nginx' }], ...spec },
});

export const aDeployment = (name: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'nginx', image: 'nginx:1.24' }] },
    },
    ...spec,
  },
});

export const aConfigMap = (name: string, data: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
