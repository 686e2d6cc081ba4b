import { describe, expect, it } from 'vitest';
import type { Deployment } from '@/lib/cluster/api/apps';
import type { ConfigMap, Pod } from '@/lib/cluster/api/core';
import { deployments, pods } from '@/lib/cluster/api/resources';
import { aConfigMap, aDeployment, aServer } from './a-server';

const maps = '/api/v1/namespaces/default/configmaps';
const deploys = '/apis/apps/v1/namespaces/default/deployments';

describe('creating an object', () => {
  it('fills in what the server owns', () => {
    const { done } = aServer();
    const { metadata } = done<ConfigMap>('POST', maps, aConfigMap('a', { x: '1' }));
    expect(metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(metadata).toMatchObject({ namespace: 'default', creationTimestamp: '2026-03-02T09:00:00Z' });
    expect(Number(metadata.resourceVersion)).toBeGreaterThan(1);
  });

  it('makes a name out of generateName, another one each time', () => {
    const { done } = aServer();
    const body = { metadata: { generateName: 'web-' } };
    const names = [1, 2, 3].map(() => done<ConfigMap>('POST', maps, body).metadata.name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('refuses a second object of the name', () => {
    const { done, refused } = aServer();
    done('POST', deploys, aDeployment('web'));
    expect(refused('POST', deploys, { body: aDeployment('web') })).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      message: 'deployments.apps "web" already exists',
      details: { name: 'web', group: 'apps', kind: 'deployments' },
    });
  });

  it('refuses what is of another namespace or kind than the path', () => {
    const { refused } = aServer();
    const elsewhere = { ...aConfigMap('a'), metadata: { name: 'a', namespace: 'other' } };
    expect(refused('POST', maps, { body: elsewhere }).message).toBe(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
    expect(refused('POST', deploys, { body: aConfigMap('a') }).message).toBe(
      'the API version in the data (v1) does not match the expected API version (apps/v1)',
    );
    expect(refused('POST', deploys, { body: { ...aDeployment('web'), kind: 'deployment' } }).message).toBe(
      'deployment in version "v1" cannot be handled as a Deployment: no kind "deployment" is registered for version "apps/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    );
  });

  it('stores nothing in a dry run', () => {
    const { ask, refused, server } = aServer();
    const before = server.etcd.revision;
    const answer = ask('POST', maps, { body: aConfigMap('a'), query: { dryRun: 'All' } });
    expect(answer.status).toBe(201);
    expect((answer.body as ConfigMap).metadata.resourceVersion).toBeUndefined();
    expect(server.etcd.revision).toBe(before);
    expect(refused('GET', `${maps}/a`).reason).toBe('NotFound');
    expect(refused('POST', maps, { body: aConfigMap('a'), query: { dryRun: 'Some' } }).message).toBe(
      'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: "Some": supported values: "All"',
    );
  });
});

describe('strict field validation', () => {
  const text = '{"metadata":{"name":"a"},"data":{"k":"1","k":"2"},"dta":{}}';

  it('refuses unknown and repeated fields when asked to', () => {
    const { refused } = aServer();
    expect(refused('POST', maps, { body: text, query: { fieldValidation: 'Strict' } })).toMatchObject({
      code: 400,
      message:
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dta", duplicate field "data.k"',
    });
  });

  it('warns of them otherwise, or says nothing', () => {
    const { ask } = aServer();
    expect(ask('POST', maps, { body: text }).warnings).toEqual([
      'unknown field "dta"',
      'duplicate field "data.k"',
    ]);
    const quiet = ask('POST', maps, {
      body: text.replace('"a"', '"b"'),
      query: { fieldValidation: 'Ignore' },
    });
    expect(quiet.warnings).toBeUndefined();
    expect((quiet.body as ConfigMap).data).toEqual({ k: '2' });
  });

  it('tells the field and its Go type when the type is wrong', () => {
    const { refused } = aServer();
    const body = aDeployment('web', { replicas: '3' });
    expect(refused('POST', deploys, { body }).message).toBe(
      'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    );
  });

  it('answers text that is no JSON with what was expected where', () => {
    const { refused } = aServer();
    expect(refused('POST', maps, { body: '{"a":1,}' }).message).toBe(
      "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character '}' looking for beginning of object key string ({\"a\":1,})",
    );
    expect(refused('POST', maps, { body: '' }).message).toContain('unexpected end of JSON input (<empty>)');
  });
});

describe('updating an object', () => {
  it('refuses what was made from an older state', () => {
    const { done, refused } = aServer();
    const old = done<ConfigMap>('POST', maps, aConfigMap('a', { x: '1' }));
    done('PUT', `${maps}/a`, { ...old, data: { x: '2' } });
    expect(refused('PUT', `${maps}/a`, { body: { ...old, data: { x: '3' } } })).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    });
  });

  it('writes nothing when nothing changes', () => {
    const { done, server } = aServer();
    const made = done<Deployment>('POST', deploys, aDeployment('web'));
    const again = done<Deployment>('PUT', `${deploys}/web`, made);
    expect(again.metadata.resourceVersion).toBe(made.metadata.resourceVersion);
    expect(server.etcd.revision).toBe(Number(made.metadata.resourceVersion));
  });

  it('counts changes of spec, not of labels, and leaves the status to /status', () => {
    const { done, server } = aServer();
    const made = done<Deployment>('POST', deploys, aDeployment('web'));
    const labelled = done<Deployment>('PUT', `${deploys}/web`, {
      ...made,
      metadata: { ...made.metadata, labels: { app: 'web', tier: 'front' } },
      status: { replicas: 9 },
    });
    expect(labelled).toMatchObject({ metadata: { generation: 1 }, status: {} });
    expect(labelled.status.replicas).not.toBe(9);
    const body = { ...labelled, spec: { ...labelled.spec, replicas: 5 }, status: { replicas: 2 } };
    const { status, spec } = done<Deployment>('PUT', `${deploys}/web/status`, body);
    expect([status.replicas, spec.replicas]).toEqual([2, 2]);
    expect(server.get(deployments, 'default', 'web').metadata.generation).toBe(1);
  });

  it('keeps unchanged parts the very same objects', () => {
    const { done, server } = aServer();
    const made = done<Deployment>('POST', deploys, aDeployment('web'));
    const before = server.get(deployments, 'default', 'web');
    done('PUT', `${deploys}/web`, JSON.stringify({ ...made, spec: { ...made.spec, replicas: 7 } }));
    const after = server.get(deployments, 'default', 'web');
    expect(after.spec).not.toBe(before.spec);
    expect(after.spec.template).toBe(before.spec.template);
  });

  it('refuses another name, another uid, and new finalizers on what is going', () => {
    const { done, refused } = aServer();
    const made = done<Deployment>('POST', deploys, aDeployment('web'));
    const withMeta = (metadata: object) => ({ ...made, metadata: { ...made.metadata, ...metadata } });
    expect(refused('PUT', `${deploys}/web`, { body: withMeta({ name: 'other' }) }).message).toBe(
      'the name of the object (other) does not match the name on the URL (web)',
    );
    expect(refused('PUT', `${deploys}/web`, { body: withMeta({ uid: 'x' }) }).message).toContain(
      'Precondition failed: UID in precondition: x, UID in object meta:',
    );
    done('DELETE', `${deploys}/web`, { propagationPolicy: 'Foreground' });
    const body = withMeta({ resourceVersion: '', finalizers: ['foregroundDeletion', 'a.b/c'] });
    expect(refused('PUT', `${deploys}/web`, { body }).message).toBe(
      'Deployment.apps "web" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a.b/c"}',
    );
  });
});

describe('Pods out of one template', () => {
  it('share one spec, until the service account changes', () => {
    const { done, server } = aServer();
    const template = server.get(
      deployments,
      'default',
      done<Deployment>('POST', deploys, aDeployment('web')).metadata.name,
    ).spec.template;
    const make = (name: string) =>
      server.create(pods, 'default', { metadata: { name }, spec: template.spec } as Pod);
    const [first, second] = [make('a'), make('b')];
    expect(second.spec).toBe(first.spec);
    expect(first.spec.volumes?.[0]?.name).toMatch(/^kube-api-access-/);
    done('PUT', '/api/v1/namespaces/default/serviceaccounts/default', {
      metadata: { name: 'default' },
      automountServiceAccountToken: false,
    });
    expect(make('c').spec.volumes).toBeUndefined();
  });
});
