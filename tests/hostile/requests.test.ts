import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { ApiRequest } from '@/lib/cluster/kube-apiserver/request.types';
import { nastyJson, nastyText, tries } from './nasty';
import { SealedWorld } from './sealed-world';

/** What comes in at the API server's door: a status and an answer, and no write when it is refused. */
const world = new SealedWorld();

describe('a request', () => {
  const segment = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        'api',
        'apis',
        'v1',
        'apps',
        'namespaces',
        'default',
        'pods',
        'deployments',
        'web',
        'services',
        'nodes',
        'node-1',
        'status',
        'scale',
        'log',
        'exec',
        'proxy',
        'eviction',
        'binding',
        'token',
        'metrics.k8s.io',
        'v1beta1',
        'openapi',
        'v3',
        'v2',
        'version',
        'healthz',
        'watch',
        'autoscaling',
        'finalize',
        'ephemeralcontainers',
        'resize',
      ),
    },
    { weight: 1, arbitrary: nastyText },
  );
  const path = fc.array(segment, { maxLength: 8 }).map((segments) => `/${segments.join('/')}`);
  const query = fc.dictionary(
    fc.oneof(
      fc.constantFrom(
        'limit',
        'continue',
        'labelSelector',
        'fieldSelector',
        'resourceVersion',
        'resourceVersionMatch',
        'timeoutSeconds',
        'watch',
        'dryRun',
        'fieldValidation',
        'fieldManager',
        'force',
        'pretty',
        'propagationPolicy',
        'gracePeriodSeconds',
        'container',
        'tailLines',
        'sinceSeconds',
        'limitBytes',
        'previous',
        'timestamps',
        'command',
        'stdout',
        'orphanDependents',
        'allowWatchBookmarks',
        '__proto__',
      ),
      nastyText,
    ),
    fc.oneof(
      fc.constantFrom(
        'true',
        'false',
        '',
        '0',
        '1',
        '-1',
        '1e9',
        'All',
        'Strict',
        'Exact',
        'NotOlderThan',
        'a=b',
        'a in (b)',
        'metadata.name=web',
        'eyJhIjoxfQ',
        'Foreground',
      ),
      nastyText,
      fc.array(nastyText, { maxLength: 3 }),
    ),
    { maxKeys: 4 },
  );
  const headers = fc.dictionary(
    fc.constantFrom('accept', 'content-type', 'user-agent', 'impersonate-user', '__proto__'),
    fc.oneof(
      fc.constantFrom(
        'application/json',
        'application/yaml',
        'application/json;as=Table;v=v1;g=meta.k8s.io',
        'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
        'application/vnd.kubernetes.protobuf',
        '*/*',
        ';;;,,,',
        'text/html',
        'application/json;as=Constructor;v=__proto__;g=',
      ),
      nastyText,
    ),
    { maxKeys: 3 },
  );
  const body = fc.oneof(
    fc.constant(undefined),
    nastyText,
    nastyJson.map((value) => JSON.stringify(value)),
    fc
      .tuple(
        fc.constantFrom(
          'Pod',
          'Deployment',
          'Scale',
          'Eviction',
          'Binding',
          'DeleteOptions',
          'TokenRequest',
          'Status',
          'List',
          '__proto__',
        ),
        fc.constantFrom('v1', 'apps/v1', 'policy/v1', 'autoscaling/v1', '', 'a/b/c'),
        nastyJson,
        nastyJson,
      )
      .map(([kind, apiVersion, metadata, spec]) => JSON.stringify({ kind, apiVersion, metadata, spec })),
  );

  it('of any method, path, query, headers and body is answered', () => {
    const method = fc.constantFrom<ApiRequest['method']>('GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE');
    fc.assert(
      fc.property(method, path, query, headers, body, (verb, where, asked, said, sent) => {
        // Deleting everything is a valid request; it would leave nothing to be hostile to.
        if (verb === 'DELETE' && /^\/(api|apis\/apps)\/v1\/namespaces\/default(\/\w+)?\/?$/.test(where))
          return;
        world.ask({ method: verb, path: where, query: asked, headers: said, body: sent });
      }),
      tries(4, 3000),
    );
  });

  it('to create anything in a collection is answered', () => {
    const collection = fc.constantFrom(
      '/api/v1/namespaces/default/pods',
      '/api/v1/namespaces/default/services',
      '/api/v1/namespaces/default/secrets',
      '/api/v1/namespaces',
      '/api/v1/nodes',
      '/api/v1/namespaces/default/events',
      '/apis/apps/v1/namespaces/default/deployments',
      '/apis/apps/v1/namespaces/default/statefulsets',
      '/apis/batch/v1/namespaces/default/jobs',
      '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers',
      '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers',
      '/apis/policy/v1/namespaces/default/poddisruptionbudgets',
      '/api/v1/namespaces/default/pods/x/eviction',
      '/api/v1/namespaces/default/pods/x/binding',
      '/api/v1/namespaces/default/serviceaccounts/default/token',
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      '/apis/scheduling.k8s.io/v1/priorityclasses',
      '/apis/coordination.k8s.io/v1/namespaces/default/leases',
      '/api/v1/namespaces/default/bindings',
    );
    fc.assert(
      fc.property(collection, nastyJson, nastyJson, (where, spec, metadata) => {
        for (const validation of ['Strict', 'Ignore'])
          world.ask({
            method: 'POST',
            path: where,
            query: { fieldValidation: validation, dryRun: 'All' },
            body: JSON.stringify({
              metadata: { name: 'odd', labels: metadata },
              spec,
              data: spec,
              subsets: spec,
              endpoints: spec,
              target: spec,
              stringData: spec,
            }),
          });
        world.ask({
          method: 'POST',
          path: where,
          query: { dryRun: 'All' },
          body: JSON.stringify({ metadata, spec }),
        });
      }),
      tries(5, 800),
    );
  });

  it('that opens a watch of anything is answered or streams', () => {
    fc.assert(
      fc.property(path, query, (where, asked) => {
        const answer = world.cluster.watch(
          { method: 'GET', path: where, query: { ...asked, watch: 'true' } },
          { onEvent: () => {} },
        );
        if ('stop' in answer) answer.stop();
      }),
      tries(6, 500),
    );
  });
});
