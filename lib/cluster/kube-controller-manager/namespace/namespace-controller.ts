import { findCondition } from '../../api/conditions';
import type { Namespace } from '../../api/core';
import type { Condition } from '../../api/meta';
import { namespaces } from '../../api/resources';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';
import { deleteAllContent, deletionConditions, type Remaining } from './namespaced-resources-deleter';

/** Other API servers are given this long to hear that the namespace takes nothing new (namespaceDeletionGracePeriod), in ms. */
const namespaceDeletionGracePeriodMs = 5000;
const finalizerToken = 'kubernetes';

/** Empties namespaces that are being deleted and lets them go (pkg/controller/namespace). */
export class NamespaceController extends Controller {
  private readonly queue = new Workqueue(this, 10, (key) => this.syncNamespaceFromKey(key));
  private readonly namespaces = this.informers.informer(namespaces);

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    // It makes very many requests for a short time; upstream raises its limits as well.
    super('namespace-controller', surroundings, informers, { qps: 400, burst: 3000 });
    const enqueueNamespace = ({ metadata }: Namespace) => {
      if (metadata.deletionTimestamp !== undefined)
        this.queue.addAfter(metadata.name, namespaceDeletionGracePeriodMs);
    };
    this.namespaces.addHandlers({ onAdd: enqueueNamespace, onUpdate: enqueueNamespace });
  }

  protected run(): void {}

  private *syncNamespaceFromKey(name: string): Task {
    if (this.namespaces.getByKey(name)?.metadata.deletionTimestamp === undefined) return;
    try {
      const namespace = yield* this.client.get(namespaces, undefined, name);
      if (namespace.metadata.deletionTimestamp === undefined) return;
      yield* this.delete(namespace);
    } catch (error) {
      if (!(error instanceof StatusError && error.reason === 'NotFound')) throw error;
    }
  }

  private *delete(namespace: Namespace): Task {
    const { name } = namespace.metadata;
    const { client, simulation } = this;
    const remaining = yield* deleteAllContent(client, namespace, () => simulation.epochNowMs);
    yield* this.updateConditions(name, remaining);
    if (remaining.errors.length > 0) return this.queue.addRateLimited(name);
    if (remaining.estimateSeconds > 0)
      return this.queue.addAfter(name, (Math.floor(remaining.estimateSeconds / 2) + 1) * 1000);
    yield* this.finalizeNamespace(name);
  }

  private *updateConditions(name: string, remaining: Remaining): Task {
    const wanted = deletionConditions(remaining, remaining.errors);
    yield* this.client.patch(
      namespaces,
      undefined,
      name,
      (stored) => this.withConditions(stored, wanted),
      'status',
    );
  }

  private withConditions(stored: Namespace, wanted: readonly Condition[]): Namespace {
    const before = stored.status.conditions ?? [];
    const isSame = ({ type, status, reason, message }: Condition) => {
      const old = findCondition(before, type);
      return old?.status === status && old.reason === reason && old.message === message;
    };
    if (wanted.every(isSame)) return stored;
    const lastTransitionTime = this.simulation.timestamp();
    const conditions = wanted.map((each): Condition => {
      const old = findCondition(before, each.type);
      const since = old?.status === each.status ? old.lastTransitionTime : undefined;
      return { ...each, lastTransitionTime: since ?? lastTransitionTime };
    });
    return { ...stored, status: { ...stored.status, conditions } };
  }

  /** `PUT …/namespaces/NAME/finalize` without our finalizer; with none left the namespace goes. */
  private *finalizeNamespace(name: string): Task {
    yield* this.client.send('update', 'namespaces/finalize', name, (server) => {
      const stored = server.get(namespaces, undefined, name);
      const finalizers = (stored.spec.finalizers ?? []).filter((each) => each !== finalizerToken);
      server.finalizeNamespace({ ...stored, spec: { ...stored.spec, finalizers } });
    });
  }
}
