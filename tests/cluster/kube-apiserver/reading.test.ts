import { describe, expect, it } from 'vitest';
import type { KubeObject } from '@/lib/cluster/api/meta';
import { parseLabelSelector } from '@/lib/cluster/kube-apiserver/label-selector';
import { aConfigMap, aServer, asTable } from './a-server';

const maps = '/api/v1/namespaces/default/configmaps';

interface List {
  readonly items: readonly KubeObject[];
  readonly metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
}

const namesOf = ({ items }: List) => items.map(({ metadata }) => metadata.name);
describe('a list', () => {
  function threeMaps() {
    const play = aServer();
    for (const name of ['a', 'b', 'c']) play.done('POST', maps, aConfigMap(name));
    return play;
  }

  it('comes in pages that show one instant', () => {
    const { done } = threeMaps();
    const first = done<List>('GET', `${maps}?limit=2`);
    expect(namesOf(first)).toEqual(['a', 'b']);
    expect(first.metadata.remainingItemCount).toBe(1);
    done('DELETE', `${maps}/c`);
    const next = done<List>(
      'GET',
      `${maps}?limit=2&continue=${encodeURIComponent(first.metadata.continue ?? '')}`,
    );
    expect(namesOf(next)).toEqual(['c']);
    expect(next.metadata.continue).toBeUndefined();
  });

  it('cannot be continued, nor read at a revision, after compaction', () => {
    const { done, refused, simulation } = threeMaps();
    const { metadata } = done<List>('GET', `${maps}?limit=2`);
    simulation.queue.advance(400_000);
    done('POST', maps, aConfigMap('d'));
    simulation.queue.advance(600_000);
    expect(refused('GET', `${maps}?continue=${encodeURIComponent(metadata.continue ?? '')}`)).toMatchObject({
      code: 410,
      reason: 'Expired',
    });
    const exact = `resourceVersion=${metadata.resourceVersion}&resourceVersionMatch=Exact`;
    expect(refused('GET', `${maps}?${exact}`).message).toBe(
      'The resourceVersion for the provided list is too old.',
    );
  });

  it('can be asked for at a revision', () => {
    const { done, refused, server } = threeMaps();
    const then = server.etcd.revision;
    done('POST', maps, aConfigMap('d'));
    expect(namesOf(done<List>('GET', `${maps}?resourceVersion=${then}&resourceVersionMatch=Exact`))).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(refused('GET', `${maps}?resourceVersion=99999`)).toMatchObject({
      code: 504,
      message: `Too large resource version: 99999, current: ${server.etcd.revision}`,
    });
  });

  it('chooses by fields, and knows which there are', () => {
    const { done, refused } = threeMaps();
    expect(namesOf(done<List>('GET', `${maps}?fieldSelector=metadata.name%3Db`))).toEqual(['b']);
    expect(namesOf(done<List>('GET', `${maps}?fieldSelector=metadata.name!%3Db`))).toEqual(['a', 'c']);
    expect(refused('GET', `${maps}?fieldSelector=data.x%3Db`).message).toBe(
      '"data.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
    expect(refused('GET', '/api/v1/pods?fieldSelector=foo%3Dbar').message).toBe(
      'field label not supported: foo',
    );
  });

  it('is a Table or bare metadata when asked for', () => {
    const { ask } = threeMaps();
    expect(ask('GET', maps, { headers: asTable }).body).toMatchObject({
      kind: 'Table',
      columnDefinitions: [{ name: 'Name' }, { name: 'Data' }, { name: 'Age' }],
      rows: [
        { cells: ['a', 0, '0s'], object: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } } },
        {},
        {},
      ],
    });
    const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
    expect(ask('GET', maps, { headers: { accept } }).body).toMatchObject({
      kind: 'PartialObjectMetadataList',
      items: [{ kind: 'PartialObjectMetadata' }, {}, {}],
    });
  });

  it('of Endpoints comes with a warning', () => {
    expect(aServer().ask('GET', '/api/v1/endpoints').warnings).toEqual([
      'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    ]);
  });
});

describe('label selectors', () => {
  it.each([
    ['app=web', { app: 'web' }, { app: 'db' }],
    ['app==web,tier', { app: 'web', tier: '' }, { app: 'web' }],
    ['app!=web', {}, { app: 'web' }],
    ['!app', {}, { app: '' }],
    ['app in (web, db)', { app: 'db' }, { app: 'x' }],
    ['app notin (web)', {}, { app: 'web' }],
    ['size>3,size<6', { size: '5' }, { size: '6' }],
    ['app=', { app: '' }, { app: 'x' }],
  ])('%s', (text, wanted, other) => {
    const matches = parseLabelSelector(text);
    expect([matches(wanted as never), matches(other as never)]).toEqual([true, false]);
  });

  it.each([
    ['a=b=c', "found '=', expected: ',' or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    ['=a', "found '=', expected: !, identifier, or 'end of string'"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    [
      'a>x',
      "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
  ])('%s is refused', (text, why) => {
    expect(() => parseLabelSelector(text)).toThrow(why);
  });
});
