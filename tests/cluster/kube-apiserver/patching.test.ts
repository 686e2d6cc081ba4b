import { describe, expect, it } from 'vitest';
import type { Deployment } from '@/lib/cluster/api/apps';
import { applyJsonPatch } from '@/lib/cluster/kube-apiserver/patch/json-patch';
import { mergePatch } from '@/lib/cluster/kube-apiserver/patch/merge-patch';
import { strategicMergePatch } from '@/lib/cluster/kube-apiserver/patch/strategic-merge-patch';
import { modelOf } from '@/lib/cluster/kube-apiserver/schema/schema';
import type { Status } from '@/lib/cluster/kube-apiserver/status-error';
import { aDeployment, aServer } from './a-server';

const web = '/apis/apps/v1/namespaces/default/deployments/web';

function aDeployedServer() {
  const play = aServer();
  play.done('POST', '/apis/apps/v1/namespaces/default/deployments', aDeployment('web'));
  return play;
}

describe('a strategic merge patch', () => {
  const pod = modelOf({ group: '', version: 'v1', kind: 'Pod' });
  const on = (containers: object[], patch: object) =>
    strategicMergePatch({ spec: { containers } }, { spec: patch }, pod) as {
      spec: { containers: { name: string; image?: string }[] };
    };
  const two = [
    { name: 'a', image: '1' },
    { name: 'b', image: '1' },
  ];

  it('merges lists by their key', () => {
    expect(on(two, { containers: [{ name: 'b', image: '2' }] }).spec.containers).toEqual([
      { name: 'a', image: '1' },
      { name: 'b', image: '2' },
    ]);
  });

  it('puts what is new in front of what the patch does not name', () => {
    const names = on(two, { containers: [{ name: 'c' }] }).spec.containers.map(({ name }) => name);
    expect(names).toEqual(['c', 'a', 'b']);
  });

  it('takes items away, replaces whole lists, and orders them', () => {
    expect(on(two, { containers: [{ name: 'a', $patch: 'delete' }] }).spec.containers).toEqual([two[1]]);
    expect(on(two, { containers: [{ $patch: 'replace' }, { name: 'z' }] }).spec.containers).toEqual([
      { name: 'z' },
    ]);
    const order = [{ name: 'b' }, { name: 'a' }];
    const ordered = on(two, {
      '$setElementOrder/containers': order,
      containers: [{ name: 'a', image: '2' }],
    });
    expect(ordered.spec.containers).toEqual([
      { name: 'b', image: '1' },
      { name: 'a', image: '2' },
    ]);
  });

  it('drops what is not retained, and single values of plain lists', () => {
    const deployment = modelOf({ group: 'apps', version: 'v1', kind: 'Deployment' });
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } };
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(strategicMergePatch({ spec: { strategy } }, patch, deployment)).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    });
    const finalizers = { '$deleteFromPrimitiveList/finalizers': ['a/x'], finalizers: ['a/z'] };
    const before = { metadata: { finalizers: ['a/x', 'a/y'] } };
    expect(strategicMergePatch(before, { metadata: finalizers }, pod)).toEqual({
      metadata: { finalizers: expect.arrayContaining(['a/y', 'a/z']) },
    });
  });

  it('refuses an item without its key, a wrong type and, if asked, an unknown field', () => {
    const { patch } = aDeployedServer();
    const message = (body: object, query = {}) =>
      (patch(web, JSON.stringify(body), undefined, query).body as Status).message;
    expect(message({ spec: { template: { spec: { containers: [{ image: 'x' }] } } } })).toBe(
      'map: map[image:x] does not contain declared merge key: name',
    );
    expect(message({ spec: { replicas: '3' } })).toBe(
      ' "" is invalid: patch: Invalid value: "map[spec:map[replicas:3]]": unrecognized type: int32',
    );
    expect(message({ metadata: { labels: { a: 1 } } })).toContain('cannot convert int64 to string');
    expect(message({ spec: { replica: 3 } }, { fieldValidation: 'Strict' })).toBe(
      ' "" is invalid: patch: Invalid value: "map[spec:map[replica:3]]": strict decoding error: unknown field "spec.replica"',
    );
  });
});

describe('JSON patches and merge patches', () => {
  it('work as their RFCs say', () => {
    const document = { a: [1, 2], 'b/c': { d: 1 } };
    expect(
      applyJsonPatch(document, [
        { op: 'test', path: '/a/1', value: 2 },
        { op: 'add', path: '/a/-', value: 3 },
        { op: 'copy', from: '/a/0', path: '/e' },
        { op: 'move', from: '/b~1c/d', path: '/f' },
        { op: 'remove', path: '/a/0' },
      ]),
    ).toEqual({ a: [2, 3], 'b/c': {}, e: 1, f: 1 });
    expect(mergePatch({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: null }, d: [2] })).toEqual({
      a: { c: 2 },
      d: [2],
    });
    expect(document).toEqual({ a: [1, 2], 'b/c': { d: 1 } });
  });

  it('pollute no prototype', () => {
    const { patch } = aDeployedServer();
    const hostile =
      '{"metadata":{"labels":{"__proto__":"x"}},"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    for (const kind of ['merge-patch', 'strategic-merge-patch']) patch(web, hostile, kind);
    patch(web, '[{"op":"add","path":"/__proto__/polluted","value":true}]', 'json-patch');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('are refused where they do not fit', () => {
    const { patch } = aDeployedServer();
    const misfit = patch(web, '[{"op":"replace","path":"/spec/nope","value":1}]', 'json-patch');
    expect(misfit).toMatchObject({
      status: 422,
      body: { message: 'the server rejected our request due to an error in our request' },
    });
    expect(patch(web, '{}', 'apply-patch')).toMatchObject({
      status: 415,
      body: { reason: 'UnsupportedMediaType' },
    });
    expect(patch(web, '{"a":', 'merge-patch').body).toMatchObject({
      message: 'error decoding patch: unexpected end of JSON input',
    });
  });
});

describe('scaling', () => {
  it('looks at any workload as a Scale, and changes its replicas', () => {
    const { done, patch, server } = aDeployedServer();
    expect(done('GET', `${web}/scale`)).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 2 },
      status: { replicas: 0, selector: 'app=web' },
    });
    patch(`${web}/scale`, '{"spec":{"replicas":5}}', 'merge-patch');
    const { spec, metadata } = done<Deployment>('GET', web);
    expect([spec.replicas, metadata.generation]).toEqual([5, 2]);
    expect(patch(`${web}/scale`, '{"spec":{"replicas":-1}}', 'merge-patch').body).toMatchObject({
      message:
        'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    });
    expect(server.etcd.revision).toBe(Number(metadata.resourceVersion));
  });
});
