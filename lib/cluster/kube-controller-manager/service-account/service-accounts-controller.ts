import type { ServiceAccount } from '../../api/core';
import { namespaces, serviceAccounts } from '../../api/resources';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import { StatusError } from '../../kube-apiserver/status-error';
import type { Task } from '../../process';

/** Sees to it that each namespace has its ServiceAccount `default` (pkg/controller/serviceaccount/serviceaccounts_controller.go). */
export class ServiceAccountsController extends Controller {
  private readonly queue = new Workqueue(this, 1, (key) => this.syncNamespace(key));
  private readonly namespaces = this.informers.informer(namespaces);
  private readonly accounts = this.informers.informer(serviceAccounts);

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('serviceaccount-controller', surroundings, informers);
    this.namespaces.addHandlers({
      onAdd: ({ metadata }) => this.queue.add(metadata.name),
      onUpdate: ({ metadata }) => this.queue.add(metadata.name),
    });
    this.accounts.addHandlers({
      onDelete: ({ metadata }: ServiceAccount) => this.queue.add(metadata.namespace ?? ''),
    });
  }

  protected run(): void {}

  private *syncNamespace(key: string): Task {
    const namespace = this.namespaces.getByKey(key);
    // A namespace on its way out takes nothing new.
    if (namespace?.status.phase !== 'Active' || this.accounts.get(key, 'default')) return;
    try {
      yield* this.client.create(serviceAccounts, key, { metadata: { name: 'default' } });
    } catch (error) {
      if (!(error instanceof StatusError && error.reason === 'AlreadyExists')) throw error;
    }
  }
}
