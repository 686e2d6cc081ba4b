import { describe, expect, it } from 'vitest';
import { canonicalQuantity, parseQuantity } from '@/lib/cluster/api/quantity';
import { deployments, pods, secrets } from '@/lib/cluster/api/resources';
import { served } from '@/lib/cluster/kube-apiserver/resources';
import { decode } from '@/lib/cluster/kube-apiserver/schema/decode';
import { describeField, describeModel } from '@/lib/cluster/kube-apiserver/schema/descriptions';
import { groupDescriptions } from '@/lib/cluster/kube-apiserver/schema/descriptions-groups';
import { podDescriptions } from '@/lib/cluster/kube-apiserver/schema/descriptions-pod';
import {
  type Model,
  modelNamed,
  modelOf,
  modelOfField,
  modelsOf,
} from '@/lib/cluster/kube-apiserver/schema/schema';

const modelOfKind = (kind: Parameters<typeof modelOf>[0]): Model => {
  const model = modelOf(kind);
  if (model === undefined) throw new Error(`no model of ${kind.kind}`);
  return model;
};
const deployment = modelOfKind(deployments);
const groupsAndVersions = [
  ['', 'v1'],
  ['apps', 'v1'],
  ['batch', 'v1'],
  ['policy', 'v1'],
  ['scheduling.k8s.io', 'v1'],
  ['coordination.k8s.io', 'v1'],
  ['discovery.k8s.io', 'v1'],
  ['events.k8s.io', 'v1'],
  ['meta.k8s.io', 'v1'],
  ['autoscaling', 'v2'],
  ['autoscaling', 'v1'],
  ['metrics.k8s.io', 'v1beta1'],
] as const;
const fieldOf = (model: string, field: string) => modelNamed(model)?.fields.get(field);

describe('the schema', () => {
  it('has a model for every kind the server serves', () => {
    for (const { resource } of served) expect(modelOfKind(resource).isKind).toBe(true);
  });

  it('can be read to the last field, and every reference leads somewhere', () => {
    const models = groupsAndVersions.flatMap(([group, version]) => modelsOf(group, version));
    expect(models.length).toBeGreaterThan(150);
    const lost = models.flatMap((model) =>
      [...model.fields.values()]
        .filter((field) => field.name === '' || (field.type.length > 1 && !modelOfField(model, field)))
        .map((field) => `${model.name}.${field.name}`),
    );
    expect(lost).toEqual([]);
  });

  it('knows how lists are merged', () => {
    expect(fieldOf('io.k8s.api.core.v1.PodSpec', 'containers')).toMatchObject({
      isRequired: true,
      patchStrategy: 'merge',
      mergeKey: 'name',
    });
    expect(fieldOf('io.k8s.api.core.v1.PodSpec', 'volumes')).toMatchObject({
      patchStrategy: 'merge,retainKeys',
      mergeKey: 'name',
    });
    expect(fieldOf('io.k8s.api.apps.v1.DeploymentSpec', 'strategy')?.patchStrategy).toBe('retainKeys');
    expect(fieldOf('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', 'finalizers')).toMatchObject({
      patchStrategy: 'merge',
      mergeKey: '',
    });
    expect(fieldOf('io.k8s.api.core.v1.PodSpec', 'tolerations')?.patchStrategy).toBe('');
  });
});

describe('decoding', () => {
  const withContainer = (container: object) => ({
    spec: { template: { spec: { containers: [container] } } },
  });

  it('writes what Go would write: zeroes gone, pointers kept, quantities in canonical form', () => {
    const { value } = decode(deployment, {
      metadata: { name: 'a', creationTimestamp: null, labels: {} },
      spec: {
        replicas: 0,
        paused: false,
        minReadySeconds: 0,
        template: {
          spec: {
            containers: [
              {
                name: 'c',
                env: [{ name: 'A', value: '' }],
                resources: { limits: { cpu: 0.5, memory: '1024Mi' } },
              },
            ],
          },
        },
      },
    });
    expect(value).toEqual({
      metadata: { name: 'a' },
      spec: {
        replicas: 0,
        strategy: {},
        template: {
          metadata: {},
          spec: {
            containers: [
              { name: 'c', env: [{ name: 'A' }], resources: { limits: { cpu: '500m', memory: '1Gi' } } },
            ],
          },
        },
      },
      status: {},
    });
  });

  it('lists unknown fields in the order of the text', () => {
    const manifest = {
      spec: { replica: 1, foo: 'bar', template: { spec: { containers: [{ imag: 'x' }] } } },
      extra: 1,
    };
    expect(decode(deployment, manifest).unknownFields).toEqual([
      'spec.replica',
      'spec.foo',
      'spec.template.spec.containers[0].imag',
      'extra',
    ]);
  });

  it.each([
    [
      { spec: { replicas: '3' } },
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      { spec: { replicas: 1.5 } },
      'json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      { spec: [] },
      'json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec',
    ],
    [
      { metadata: { labels: { a: 1 } } },
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
    [
      withContainer({ env: [{ name: 'A', value: true }] }),
      'json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
    ],
    [
      withContainer({ imagePullPolicy: 3 }),
      'json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.imagePullPolicy of type v1.PullPolicy',
    ],
    [
      withContainer({ ports: {} }),
      'json: cannot unmarshal object into Go struct field Container.spec.template.spec.containers.ports of type []v1.ContainerPort',
    ],
    [
      withContainer({ resources: { requests: { memory: '64MB' } } }),
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      { metadata: { creationTimestamp: 'soon' } },
      'parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"',
    ],
    ['text', 'json: cannot unmarshal string into Go value of type v1.Deployment'],
  ])('refuses %j', (manifest, message) => {
    expect(decode(deployment, manifest).error).toBe(message);
  });

  it('names the fields on the way to a map, but not the key', () => {
    const manifest = { spec: { selector: { matchLabels: { app: 1 } } } };
    expect(decode(deployment, manifest).error).toBe(
      'json: cannot unmarshal number into Go struct field LabelSelector.spec.selector.matchLabels of type string',
    );
  });

  it('refuses a Secret that is not base64', () => {
    expect(decode(modelOfKind(secrets), { data: { a: 'not base64!' } }).error).toBe(
      'illegal base64 data at input byte 3',
    );
    expect(decode(modelOfKind(secrets), { data: { a: 'eA==' } }).error).toBeUndefined();
    expect(decode(modelOfKind(secrets), { data: { a: 'eA=' } }).error).toBeDefined();
  });

  it('is not misled by the names of an object’s own members', () => {
    const manifest = JSON.parse(
      '{"__proto__":{"a":1},"constructor":1,"metadata":{"labels":{"__proto__":"x","toString":"y"}}}',
    );
    const { value, unknownFields } = decode(modelOfKind(pods), manifest);
    expect(unknownFields).toEqual(['__proto__', 'constructor']);
    expect(Object.keys((value as { metadata: { labels: object } }).metadata.labels)).toEqual([
      '__proto__',
      'toString',
    ]);
    expect({}).not.toHaveProperty('a');
  });
});

describe('a quantity', () => {
  it.each([
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1024Mi', '1Gi'],
    ['1500Mi', '1500Mi'],
    ['1.5Gi', '1536Mi'],
    ['2.50', '2500m'],
    ['1e3', '1e3'],
    ['12e6', '12e6'],
    ['1000k', '1M'],
    ['128974848', '128974848'],
    ['0Mi', '0'],
    ['100', '100'],
    ['0.1', '100m'],
    ['1Ki', '1Ki'],
    ['512', '512'],
  ])('%s is shown as %s', (given, shown) => {
    expect(canonicalQuantity(given).text).toBe(shown);
    expect(parseQuantity(shown)).toBeCloseTo(parseQuantity(given), 6);
  });

  it.each(['', 'abc', '64MB', '1_0', '1.5.5', ' 1'])('%j is none', (text) => {
    expect(canonicalQuantity(text).error).toContain('quantities must match the regular expression');
  });

  it('with an unknown suffix says so', () => {
    expect(canonicalQuantity('500mm').error).toBe("unable to parse quantity's suffix");
  });
});

describe('descriptions', () => {
  it('are there for every kind and the fields people ask about', () => {
    for (const { resource } of served)
      expect(describeModel(modelOfKind(resource)), resource.kind).not.toBe('');
    const spec = modelNamed('io.k8s.api.core.v1.PodSpec');
    expect(
      [...(spec?.fields.keys() ?? [])].filter((name) => spec && describeField(spec, name) === '').length,
    ).toBeLessThan(4);
  });

  it('belong to models and fields that exist', () => {
    const all = new Map(
      groupsAndVersions
        .flatMap(([group, version]) => modelsOf(group, version))
        .map((model) => [model.shortName, model]),
    );
    const lost = [...Object.keys(podDescriptions), ...Object.keys(groupDescriptions)].filter((key) => {
      const [model = '', field] = key.split('.');
      const found = all.get(model);
      return /^[A-Z]/.test(model) && (!found || (field !== undefined && !found.fields.has(field)));
    });
    expect(lost.filter((key) => !key.startsWith('Event.') && !key.startsWith('EndpointSlice.'))).toEqual([]);
  });
});
