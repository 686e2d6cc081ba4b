import { describe, expect, it } from 'vitest';
import type { KubeObject } from '@/lib/cluster/api/meta';
import { joinKey, type Resource } from '@/lib/cluster/api/resource';
import { eventsV1 } from '@/lib/cluster/api/resources';
import { served } from '@/lib/cluster/kube-apiserver/resources';
import { decode } from '@/lib/cluster/kube-apiserver/schema/decode';
import { type Field, type Model, modelOf, modelOfField } from '@/lib/cluster/kube-apiserver/schema/schema';
import { StatusError } from '@/lib/cluster/kube-apiserver/status-error';
import { randomStream } from '@/lib/cluster/random';
import { newServer } from './refusal';

/** Manifests that the schema lets through and nobody would write. */
const words = [
  '',
  'a',
  'web',
  'Web_1',
  '10%',
  '200%',
  'None',
  'Always',
  'Exists',
  'In',
  '10.96.0.5',
  '__proto__',
  '쿠버',
  'x'.repeat(300),
  '-',
  '.',
  '1',
  'a/b',
  'a/b/c',
  'RollingUpdate',
  'Recreate',
  'OnDelete',
  'Indexed',
  'NodePort',
  'LoadBalancer',
  'ExternalName',
  'Resource',
  'kubernetes.io/tls',
];
const numbers = [0, 1, 2, -1, 80, 70000, 2147483647, -2147483648];
const quantities = ['0', '1', '-1', '500m', '1Gi', '1e3', '.5', '1.1Ki'];

class Writer {
  private readonly random;

  constructor(seed: number) {
    this.random = randomStream(seed, 'manifest');
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random.uniform() * items.length)] as T;
  }

  model(model: Model, depth = 0): Record<string, unknown> {
    const chance = depth < 2 ? 0.8 : depth < 5 ? 0.35 : 0.15;
    const fields = [...model.fields.values()].filter(() => this.random.uniform() < chance);
    return Object.fromEntries(fields.map((field) => [field.name, this.field(model, field, depth)]));
  }

  private field(model: Model, field: Field, depth: number): unknown {
    if (this.random.uniform() < 0.03) return null;
    const one = () => this.value(model, field, depth);
    if (field.container === '[]') return Array.from({ length: this.pick([0, 1, 1, 2]) }, one);
    if (field.container === '{}' || field.type === 'R')
      return Object.fromEntries(
        Array.from({ length: this.pick([0, 1, 2]) }, () => [
          this.pick([...words, 'cpu', 'memory', 'app']),
          one(),
        ]),
      );
    return one();
  }

  private value(model: Model, field: Field, depth: number): unknown {
    const inner = modelOfField(model, field);
    if (inner) return this.model(inner, depth + 1);
    switch (field.type) {
      case 'i':
      case 'l':
        return this.pick(numbers);
      case 'b':
        return this.pick([true, false]);
      case 'Q':
      case 'R':
        return this.pick(quantities);
      case 'X':
        return this.pick<unknown>([...numbers, ...words]);
      case 'T':
      case 'M':
        return '2026-11-23T00:00:00Z';
      case 'y':
        return 'eA==';
      case '*':
        return {};
      case 'A':
        return this.pick<unknown>([{}, 1, 'a', null]);
      default:
        return field.values.length > 0 && this.random.uniform() < 0.8
          ? this.pick(field.values)
          : this.pick(words);
    }
  }
}

/** Only a StatusError may be thrown: it is the server's answer. */
function answers(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
  }
}

const resources: readonly Resource[] = served
  .map(({ resource }) => resource)
  .filter((each) => each !== eventsV1);

describe('whatever a manifest says, the server answers', () => {
  it.each(resources.map((resource) => [resource.kind, resource] as const))('%s', (_, resource) => {
    const model = modelOf(resource);
    if (model === undefined) throw new Error('no model');
    const server = newServer();
    const namespace = resource.isNamespaced ? 'default' : undefined;
    for (let seed = 0; seed < 150; seed++) {
      const write = (with_: number): KubeObject => {
        const { value, error } = decode(model, new Writer(with_).model(model));
        expect(error).toBeUndefined();
        const object = value as KubeObject;
        return {
          ...object,
          metadata: {
            labels: object.metadata.labels ?? {},
            name: `x${seed}`,
            ...(namespace && { namespace }),
            resourceVersion: '',
          } as never,
        };
      };
      answers(() => server.create(resource, namespace, write(seed) as never));
      if (server.etcd.get(resource.storage, joinKey(namespace, `x${seed}`)))
        answers(() => server.update(resource, write(seed + 10_000)));
    }
  });
});
