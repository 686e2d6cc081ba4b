import { describe, expect, it } from 'vitest';
import type { ConfigMap } from '@/lib/cluster/api/core';
import { configMaps } from '@/lib/cluster/api/resources';
import { Component } from '@/lib/cluster/client-go/component';
import { Connection } from '@/lib/cluster/client-go/connection';
import { Informer } from '@/lib/cluster/client-go/informer';
import { Workqueue } from '@/lib/cluster/client-go/workqueue';
import { Etcd } from '@/lib/cluster/etcd';
import { KubeApiServer } from '@/lib/cluster/kube-apiserver/kube-apiserver';
import { Simulation } from '@/lib/cluster/simulation';

/** A controller in small: it counts up `data.count` of every ConfigMap until it is three. */
class Counter extends Component {
  readonly queue = new Workqueue(this, 2, (key) => this.sync(key));
  readonly maps = new Informer(this, configMaps).addHandlers({
    onAdd: ({ metadata }) => this.queue.add(`${metadata.namespace}/${metadata.name}`),
    onUpdate: ({ metadata }) => this.queue.add(`${metadata.namespace}/${metadata.name}`),
  });

  protected run(): void {
    this.maps.start();
  }

  private *sync(key: string) {
    const map = this.maps.getByKey(key);
    const count = Number(map?.data?.count ?? 0);
    if (map === undefined || count >= 3) return;
    const next: ConfigMap = { ...map, data: { count: String(count + 1) } };
    yield* this.client.update(configMaps, next);
  }
}

function begin() {
  const simulation = new Simulation(1, 0, 1000);
  const server = new KubeApiServer(simulation, new Etcd(true));
  const connection = new Connection();
  const counter = new Counter('counter', { simulation, server, connection });
  counter.start();
  server.create(configMaps, 'default', { metadata: { name: 'a' }, data: {} });
  return { simulation, server, connection, counter };
}

describe('a component', () => {
  it('hears of a change, works on it, and hears of its own work', () => {
    const { simulation, server } = begin();
    simulation.queue.advance(1000);
    expect(server.get(configMaps, 'default', 'a').data).toEqual({ count: '3' });
    const last = simulation.trace
      .messages()
      .filter(({ verb }) => verb === 'update')
      .at(-1);
    expect(simulation.trace.chain(last?.id ?? 0).map(({ verb }) => verb)).toEqual([
      'update',
      'watch',
      'update',
      'watch',
      'update',
      'list',
    ]);
  });

  it('does nothing while the line is cut, and catches up when it is mended', () => {
    const { simulation, server, connection } = begin();
    simulation.queue.advance(4);
    connection.state = 'cut';
    simulation.queue.advance(60_000);
    const before = server.get(configMaps, 'default', 'a').data?.count;
    connection.state = 'up';
    simulation.queue.advance(60_000);
    expect(before).not.toBe('3');
    expect(server.get(configMaps, 'default', 'a').data).toEqual({ count: '3' });
  });

  it('forgets everything when it is stopped, and starts anew', () => {
    const { simulation, server, counter } = begin();
    counter.stop();
    simulation.queue.advance(60_000);
    expect(server.get(configMaps, 'default', 'a').data).toEqual({});
    counter.start();
    simulation.queue.advance(60_000);
    expect(server.get(configMaps, 'default', 'a').data).toEqual({ count: '3' });
  });
});
