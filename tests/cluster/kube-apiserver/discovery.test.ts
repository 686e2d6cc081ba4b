import { describe, expect, it } from 'vitest';
import { aServer } from './a-server';

const maps = '/api/v1/namespaces/default/configmaps';

describe('what there is', () => {
  it('is told in both forms of discovery', () => {
    const { ask, done } = aServer();
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const aggregated = ask('GET', '/apis', { headers: { accept } }).body as {
      items: { metadata: { name: string } }[];
    };
    expect(aggregated.items.map(({ metadata }) => metadata.name)).toContain('apps');
    const plain = done<{ resources: { name: string }[] }>('GET', '/apis/apps/v1');
    expect(plain.resources.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['deployments', 'deployments/status', 'deployments/scale']),
    );
    expect(done('GET', '/version')).toMatchObject({ gitVersion: expect.stringMatching(/^v1\.35\./) });
  });

  it('grows by what something else registers, while it does', () => {
    const { server, ask, done } = aServer();
    const resource = {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      plural: 'pods',
      singular: 'pod',
      kind: 'PodMetrics',
      shortNames: [],
      categories: [],
      isNamespaced: true,
      storage: 'pods.metrics.k8s.io',
    };
    const object = { apiVersion: 'metrics.k8s.io/v1beta1', kind: 'PodMetrics', metadata: { name: 'a' } };
    const table = { columns: [], cells: () => [] };
    const path = '/apis/metrics.k8s.io/v1beta1/namespaces/default/pods';
    expect(ask('GET', path).status).toBe(404);
    let isAvailable = true;
    server.aggregated.set('metrics.k8s.io/v1beta1', {
      isAvailable: () => isAvailable,
      resources: [{ resource, table, list: () => [object as never], get: () => undefined }],
    });
    expect(done('GET', path)).toMatchObject({ kind: 'PodMetricsList', items: [{ metadata: { name: 'a' } }] });
    expect(ask('GET', `${path}/b`).body).toMatchObject({ reason: 'NotFound' });
    isAvailable = false;
    expect(ask('GET', path).status).toBe(503);
  });

  it('has schemas that name merge keys', () => {
    const { done } = aServer();
    const { components } = done<{ components: { schemas: Record<string, { properties: object }> } }>(
      'GET',
      '/openapi/v3/api/v1',
    );
    expect(components.schemas['io.k8s.api.core.v1.PodSpec']?.properties).toMatchObject({
      containers: {
        type: 'array',
        items: { $ref: '#/components/schemas/io.k8s.api.core.v1.Container' },
        'x-kubernetes-patch-merge-key': 'name',
        'x-kubernetes-patch-strategy': 'merge',
      },
    });
  });

  it('shows Events in the words of both versions', () => {
    const { done } = aServer();
    done('POST', '/apis/events.k8s.io/v1/namespaces/default/events', {
      metadata: { name: 'e' },
      eventTime: '2026-03-02T09:00:00.000000Z',
      reportingController: 'x.io/y',
      reportingInstance: 'y',
      action: 'Testing',
      reason: 'Tested',
      note: 'all is well',
      type: 'Normal',
      regarding: { kind: 'Pod', name: 'web', namespace: 'default' },
    });
    expect(done('GET', '/api/v1/namespaces/default/events/e')).toMatchObject({
      apiVersion: 'v1',
      message: 'all is well',
      involvedObject: { name: 'web' },
    });
    expect(done('GET', '/apis/events.k8s.io/v1/namespaces/default/events/e')).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      note: 'all is well',
    });
  });
});

describe('what there is not', () => {
  it('is refused as the real server does', () => {
    const { refused } = aServer();
    expect(refused('GET', '/apis/apps/v1/foos')).toMatchObject({
      code: 404,
      message: 'the server could not find the requested resource',
    });
    expect(refused('POST', '/api/v1/namespaces/default/pods/x', { body: {} })).toMatchObject({
      code: 405,
      message: 'the server does not allow this method on the requested resource',
    });
    expect(refused('GET', '/api/v1/namespaces/default/pods/nosuch')).toMatchObject({
      code: 404,
      details: { name: 'nosuch', kind: 'pods' },
    });
  });

  it('never is a reason to fail', () => {
    const { ask } = aServer();
    for (const path of [
      '',
      '/',
      '/api',
      '//',
      '/%',
      '/api/v1/__proto__',
      '/apis/constructor/v1/x',
      '/api/v1/pods?limit=x&labelSelector=%',
    ])
      expect(ask('GET', path).status).toBeGreaterThan(0);
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    expect(ask('POST', maps, { body: deep }).status).toBe(400);
    expect(ask('POST', maps, { body: `"${'x'.repeat(4_000_000)}"` }).status).toBe(413);
    for (const body of [null, 1, [], 'null', '[]', '{"metadata":null}', '{"metadata":{"name":{}}}'])
      expect(ask('POST', maps, { body }).status).toBeGreaterThanOrEqual(400);
  });
});
