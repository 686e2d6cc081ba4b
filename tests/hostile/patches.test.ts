import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { ApiRequest } from '@/lib/cluster/kube-apiserver/request.types';
import { nastyJson, nastyKey, nastyText, tries } from './nasty';
import { SealedWorld } from './sealed-world';

/** What comes in at the API server's door: a status and an answer, and no write when it is refused. */
const world = new SealedWorld();

const web = '/apis/apps/v1/namespaces/default/deployments/web';
const targets = [
  web,
  `${web}/scale`,
  `${web}/status`,
  '/api/v1/namespaces/default/services/web',
  '/api/v1/namespaces/default/configmaps/settings',
  '/api/v1/nodes/node-1',
  '/api/v1/namespaces/default',
  '/api/v1/namespaces/default/serviceaccounts/default',
];
const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** Always as a dry run, too: what is accepted there must not write either. */
function patch(path: string, type: keyof typeof patchTypes, body: unknown): void {
  const request: ApiRequest = { method: 'PATCH', path, headers: { 'content-type': patchTypes[type] }, body };
  const { revision } = world.cluster.etcd;
  world.ask({ ...request, query: { dryRun: 'All' } });
  if (world.cluster.etcd.revision !== revision) throw new Error(`A dry run wrote: ${JSON.stringify(body)}`);
  world.ask(request);
}

const pointer = fc.oneof(
  fc
    .array(fc.oneof(nastyKey, fc.constantFrom('0', '-', '-1', '01', '99999999', '1e3', '~0~1', '~', '~2')), {
      maxLength: 6,
    })
    .map((parts) => parts.map((part) => `/${part}`).join('')),
  nastyText,
);
const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'), nastyText),
    path: pointer,
    from: pointer,
    value: nastyJson,
  },
  { requiredKeys: [] },
);
const directive = fc.oneof(
  nastyJson,
  fc.constantFrom(
    { $patch: 'delete' },
    { $patch: 'replace' },
    { $patch: 'merge' },
    { $patch: 'nonsense' },
    { $patch: 3 },
    { $retainKeys: ['a'] },
    { $retainKeys: 'a' },
    { '$setElementOrder/containers': [{ name: 'x' }, 3, null] },
    { '$deleteFromPrimitiveList/finalizers': [1, null] },
    { containers: [{ $patch: 'delete', name: 'nginx' }] },
    { containers: [{ $patch: 'delete' }] },
    { containers: [{ $patch: 'replace' }, { name: '__proto__' }] },
    { containers: 3 },
    { ports: [{ port: 80, $patch: 'delete' }, null, 'x'] },
  ),
);
const around = fc.constantFrom<(value: unknown) => unknown>(
  (value) => value,
  (value) => ({ spec: value }),
  (value) => ({ metadata: value }),
  (value) => ({ spec: { template: { spec: value } } }),
  (value) => ({ metadata: { annotations: value } }),
  (value) => ({ metadata: { labels: value } }),
  (value) => ({ data: value }),
  (value) => ({ status: value }),
);
const anyTarget = fc.constantFrom(...targets);

describe('a patch', () => {
  it('of JSON operations of any kind is answered', () => {
    fc.assert(
      fc.property(anyTarget, fc.oneof(fc.array(operation, { maxLength: 4 }), nastyJson), (path, body) =>
        patch(path, 'json', JSON.stringify(body)),
      ),
      tries(1, 700),
    );
  });

  it('that merges anything is answered', () => {
    fc.assert(
      fc.property(anyTarget, around, nastyJson, (path, wrap, value) =>
        patch(path, 'merge', JSON.stringify(wrap(value))),
      ),
      tries(2, 500),
    );
  });

  it('with any directives is answered', () => {
    fc.assert(
      fc.property(anyTarget, around, directive, (path, wrap, value) =>
        patch(path, 'strategic', JSON.stringify(wrap(value))),
      ),
      tries(3, 700),
    );
  });

  it.each([
    [
      'that copies what it copied forty times',
      JSON.stringify([
        { op: 'add', path: '/metadata/annotations/a', value: 'x' },
        ...Array.from({ length: 40 }, (_, n) => ({ op: 'copy', from: '/metadata', path: `/metadata/a${n}` })),
      ]),
    ],
    [
      'of a hundred thousand operations',
      JSON.stringify(Array(100_000).fill({ op: 'test', path: '/kind', value: 'Deployment' })),
    ],
    [
      'whose pointer is a million steps long',
      JSON.stringify([{ op: 'add', path: '/a'.repeat(500_000), value: 1 }]),
    ],
    ['ten thousand levels deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    [
      'that moves a thing into itself',
      JSON.stringify([{ op: 'move', from: '/spec', path: '/spec/template/spec' }]),
    ],
    [
      'through __proto__',
      JSON.stringify([
        { op: 'add', path: '/__proto__/polluted', value: 1 },
        { op: 'add', path: '/constructor/prototype/polluted', value: 1 },
      ]),
    ],
    [
      'that merges __proto__',
      '{"__proto__":{"polluted":1},"metadata":{"__proto__":{"polluted":1},"labels":{"__proto__":{"polluted":1}}}}',
    ],
  ])('%s is bounded', (_, body) => {
    for (const type of ['json', 'merge', 'strategic', 'apply'] as const) patch(web, type, body);
  });
});
