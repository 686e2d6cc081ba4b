import { describe, expect, it } from 'vitest';
import type { Deployment } from '@/lib/cluster/api/apps';
import { daemonSets, deployments, jobs, replicaSets, statefulSets } from '@/lib/cluster/api/resources';
import { create, messageOf, newServer, read } from './refusal';

const template = {
  metadata: { labels: { app: 'd1' } },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
};
const base = { selector: { matchLabels: { app: 'd1' } }, template };
const manifest = (spec: object, name = 'd1') => ({ metadata: { name }, spec: { ...base, ...spec } });

describe('a Deployment', () => {
  it('gets the defaults of apps/v1 and an empty status', () => {
    const { spec, status } = create(newServer(), deployments, manifest({}));
    expect(spec).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    });
    expect(spec.template.spec.restartPolicy).toBe('Always');
    expect(status).toEqual({});
  });

  it.each([
    [{ selector: undefined }, 'spec.selector: Required value'],
    [{ selector: {} }, 'spec.selector: Invalid value: {}: empty selector is invalid for deployment'],
    [{ replicas: -2 }, 'spec.replicas: Invalid value: -2: must be greater than or equal to 0'],
    [
      { strategy: { type: 'Rolling' } },
      'spec.strategy: Unsupported value: {"Type":"Rolling","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    ],
    [
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } },
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
    ],
    [
      { strategy: { rollingUpdate: { maxSurge: '25' } } },
      "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"25\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
    [
      { strategy: { type: 'Recreate', rollingUpdate: {} } },
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
    [
      { minReadySeconds: 30, progressDeadlineSeconds: 10 },
      'spec.progressDeadlineSeconds: Invalid value: 10: must be greater than minReadySeconds',
    ],
  ])('is refused with %o', (spec, message) => {
    expect(messageOf(() => create(newServer(), deployments, manifest(spec)))).toBe(message);
  });

  it('keeps its selector', () => {
    const server = newServer();
    create(server, deployments, manifest({}));
    const next: Deployment = read(
      deployments,
      manifest({
        selector: { matchLabels: { app: 'zzz' } },
        template: { ...template, metadata: { labels: { app: 'zzz' } } },
      }),
    );
    const update = () =>
      server.update(deployments, { ...next, metadata: { ...next.metadata, namespace: 'default' } });
    expect(messageOf(update)).toBe(
      'spec.selector: Invalid value: {"matchLabels":{"app":"zzz"}}: field is immutable',
    );
  });

  it('is not looked through again when only its metadata changes, and its template stays the same object', () => {
    const server = newServer();
    const made = create(server, deployments, manifest({}));
    const next = server.update(deployments, {
      ...made,
      metadata: { ...made.metadata, annotations: { a: 'b' } },
    });
    expect(next.spec.template).toBe(made.spec.template);
    expect(next.metadata.generation).toBe(1);
  });
});

describe('a ReplicaSet', () => {
  it('has one replica when it does not say, and a status of none', () => {
    const { spec, status } = create(newServer(), replicaSets, manifest({}));
    expect(spec.replicas).toBe(1);
    expect(status).toEqual({ replicas: 0 });
  });
});

describe('a StatefulSet', () => {
  it('gets the defaults of v1.35', () => {
    const { spec } = create(newServer(), statefulSets, manifest({}));
    expect(spec).toMatchObject({
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
  });

  it('has a volume of every claim', () => {
    const container = { name: 'c', image: 'nginx', volumeMounts: [{ name: 'data', mountPath: '/d' }] };
    const spec = { template: { ...template, spec: { containers: [container] } } };
    const claims = { volumeClaimTemplates: [{ metadata: { name: 'data' } }] };
    expect(messageOf(() => create(newServer(), statefulSets, manifest(spec)))).toContain('Not found: "data"');
    expect(messageOf(() => create(newServer(), statefulSets, manifest({ ...spec, ...claims })))).toBe(
      'accepted',
    );
  });

  it('says which fields may change', () => {
    const server = newServer();
    const made = create(server, statefulSets, manifest({ serviceName: 'web' }));
    expect(
      messageOf(() => server.update(statefulSets, { ...made, spec: { ...made.spec, serviceName: 'other' } })),
    ).toBe(
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    );
    expect(
      server.update(statefulSets, { ...made, spec: { ...made.spec, replicas: 3 } }).metadata.generation,
    ).toBe(2);
  });
});

describe('a DaemonSet', () => {
  it('updates one node after the other when it does not say, and counts its templates', () => {
    const server = newServer();
    const made = create(server, daemonSets, manifest({}));
    expect(made.spec.updateStrategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
    });
    const key = 'deprecated.daemonset.template.generation';
    expect(made.metadata.annotations).toEqual({ [key]: '1' });
    const next = read(daemonSets, {
      ...made,
      spec: {
        ...made.spec,
        template: { ...template, spec: { containers: [{ name: 'c', image: 'nginx:1.25' }] } },
      },
    });
    expect(server.update(daemonSets, next).metadata.annotations).toEqual({ [key]: '2' });
  });

  it('may not surge and do without at once', () => {
    const rollingUpdate = { maxSurge: 1, maxUnavailable: 1 };
    expect(
      messageOf(() =>
        create(
          newServer(),
          daemonSets,
          manifest({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } }),
        ),
      ),
    ).toBe(
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    );
  });
});

describe('a Job', () => {
  const job = (spec: object = {}, podSpec: object = {}) => ({
    metadata: { name: 'j1' },
    spec: { template: { spec: { ...template.spec, restartPolicy: 'Never', ...podSpec } }, ...spec },
  });

  it('selects its own Pods by its uid', () => {
    const { spec, metadata } = create(newServer(), jobs, job());
    const labels = {
      'batch.kubernetes.io/controller-uid': metadata.uid,
      'batch.kubernetes.io/job-name': 'j1',
      'controller-uid': metadata.uid,
      'job-name': 'j1',
    };
    expect(spec.template.metadata.labels).toEqual(labels);
    expect(metadata.labels).toEqual(labels);
    expect(spec.selector).toEqual({ matchLabels: { 'batch.kubernetes.io/controller-uid': metadata.uid } });
    expect(spec).toMatchObject({
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: 'TerminatingOrFailed',
    });
  });

  it('must say when to run again', () => {
    expect(messageOf(() => create(newServer(), jobs, job({}, { restartPolicy: undefined })))).toBe(
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    );
  });

  it('keeps its template', () => {
    const server = newServer();
    const made = create(server, jobs, job());
    const [first] = made.spec.template.spec.containers;
    const spec = { ...made.spec.template.spec, containers: [{ ...first, image: 'httpd' }] };
    const next = read(jobs, { ...made, spec: { ...made.spec, template: { ...made.spec.template, spec } } });
    expect(messageOf(() => server.update(jobs, next))).toMatch(
      /^spec\.template: Invalid value: \{"labels":\{.*"Spec":\{.*"Image":"httpd".*: field is immutable$/,
    );
  });
});
