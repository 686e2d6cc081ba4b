import { describe, expect, it } from 'vitest';
import type { KubeletEndpoint } from '@/lib/cluster/kube-apiserver/kubelet-endpoint.types';
import type { WireEvent } from '@/lib/cluster/kube-apiserver/request.types';
import { aConfigMap, aPod, aServer, asTable } from './a-server';

const maps = '/api/v1/namespaces/default/configmaps';

const typesOf = (events: readonly (WireEvent | string)[]) =>
  events.map((event) => (typeof event === 'string' ? event : event.type));

describe('a watch', () => {
  it('begins with what is there, and goes on', () => {
    const { done, watch, simulation } = aServer();
    done('POST', maps, aConfigMap('a'));
    const { events } = watch(maps);
    simulation.queue.advance(5);
    done('PUT', `${maps}/a`, aConfigMap('a', { x: '1' }));
    done('DELETE', `${maps}/a`);
    simulation.queue.advance(5);
    expect(typesOf(events)).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
  });

  it('tells of objects that begin and cease to match', () => {
    const { done, watch, simulation, server } = aServer();
    const { events } = watch(maps, { labelSelector: 'on', resourceVersion: String(server.etcd.revision) });
    const put = (labels: object) => done('PUT', `${maps}/a`, { metadata: { name: 'a', labels } });
    done('POST', maps, aConfigMap('a'));
    put({ on: '' });
    put({});
    simulation.queue.advance(5);
    expect(typesOf(events)).toEqual(['ADDED', 'DELETED']);
  });

  it('sends Tables of one row, the columns only once', () => {
    const { done, watch, simulation } = aServer();
    const { events } = watch(maps, {}, asTable);
    done('POST', maps, aConfigMap('a'));
    done('POST', maps, aConfigMap('b'));
    simulation.queue.advance(5);
    const tables = events.map((event) => (event as WireEvent).object as { columnDefinitions: unknown });
    expect(tables.map(({ columnDefinitions }) => columnDefinitions !== null)).toEqual([true, false]);
  });

  it('from a compacted revision ends with an error', () => {
    const { done, watch, simulation, server } = aServer();
    const then = server.etcd.revision;
    done('POST', maps, aConfigMap('a'));
    simulation.queue.advance(700_000);
    const { events } = watch(maps, { resourceVersion: String(then - 1) });
    simulation.queue.advance(5);
    expect(events).toMatchObject([
      {
        type: 'ERROR',
        object: {
          code: 410,
          reason: 'Expired',
          message: `too old resource version: ${then - 1} (${then + 1})`,
        },
      },
    ]);
  });

  it('marks the end of the initial events when asked to, and ends when its time is over', () => {
    const { done, server, simulation } = aServer();
    done('POST', maps, aConfigMap('a'));
    const events: WireEvent[] = [];
    let isOver = false;
    const query = {
      watch: 'true',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      timeoutSeconds: '5',
    };
    server.watchRequest(
      { method: 'GET', path: maps, query },
      { onEvent: (event) => events.push(event as WireEvent), onEnd: () => (isOver = true) },
    );
    simulation.queue.advance(6000);
    expect(typesOf(events)).toEqual(['ADDED', 'BOOKMARK']);
    expect(events[1]?.object).toMatchObject({
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
    expect(isOver).toBe(true);
  });
});

describe('logs and exec', () => {
  const lines = [1, 2, 3].map((second) => ({ atMs: second * 1000, text: `line ${second}` }));

  function aPodOnANode(containers = [{ name: 'c', image: 'nginx' }]) {
    const play = aServer();
    play.done('POST', '/api/v1/namespaces/default/pods', aPod('web', { containers }));
    const path = '/api/v1/namespaces/default/pods/web';
    let tell: (text: string) => void = () => {};
    const kubelet: KubeletEndpoint = {
      logs: () => lines,
      follow: (_, __, ___, onLine, onEnd) => {
        tell = (text) => (text === '' ? onEnd() : onLine({ atMs: 0, text }));
        return () => {};
      },
      usage: () => [],
      exec: (_, __, container, command, stdin) => ({
        stdout: `${container}: ${command.join(' ')} < ${stdin}`,
        stderr: '',
        exitCode: 0,
      }),
    };
    const bind = () => {
      play.server.bind('default', 'web', 'node-1');
      play.server.kubelets.set('node-1', kubelet);
    };
    return { ...play, path, bind, tell: (text: string) => tell(text) };
  }

  it('are empty while the Pod has no node', () => {
    const { ask, path } = aPodOnANode();
    expect(ask('GET', `${path}/log`)).toMatchObject({ status: 200, body: '' });
  });

  it('show as much as asked for', () => {
    const { ask, path, bind, simulation } = aPodOnANode();
    bind();
    simulation.queue.advance(4000);
    const log = (query: string) => ask('GET', `${path}/log?${query}`).body;
    expect(log('')).toBe('line 1\nline 2\nline 3\n');
    expect(log('tailLines=1')).toBe('line 3\n');
    expect(log('sinceSeconds=2')).toBe('line 2\nline 3\n');
    expect(log('limitBytes=4')).toBe('line');
    expect(log('tailLines=1&timestamps=true')).toBe('2026-03-02T09:00:03.000000000Z line 3\n');
  });

  it('follow until the container stops', () => {
    const { path, bind, server, simulation, tell } = aPodOnANode();
    bind();
    const told: unknown[] = [];
    server.watchRequest(
      { method: 'GET', path: `${path}/log`, query: { follow: 'true', tailLines: '1' } },
      { onEvent: (event) => told.push(event), onEnd: () => told.push('end') },
    );
    simulation.queue.advance(1);
    tell('more');
    tell('');
    expect(told).toEqual(['line 3\n', 'more\n', 'end']);
  });

  it('ask which container is meant', () => {
    const { refused, path, bind } = aPodOnANode([
      { name: 'a', image: 'nginx' },
      { name: 'b', image: 'nginx' },
    ]);
    bind();
    expect(refused('GET', `${path}/log`).message).toBe(
      'a container name must be specified for pod web, choose one of: [a b]',
    );
    expect(refused('GET', `${path}/log?container=x`).message).toBe('container x is not valid for pod web');
  });

  it('run a command with its input', () => {
    const { ask, path, bind } = aPodOnANode();
    bind();
    const query = { command: ['cat', '-'], stdin: 'true' };
    expect(ask('POST', `${path}/exec`, { query, body: 'hello' }).body).toMatchObject({
      stdout: 'c: cat - < hello',
    });
  });
});
