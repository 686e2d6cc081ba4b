import { nodes } from '../api/resources';
import type { Surroundings } from '../client-go/component';
import { Controller, type InformerFactory } from '../client-go/controller';
import { Workqueue } from '../client-go/workqueue';
import type { Task } from '../process';

const annotation = 'node.alpha.kubernetes.io/ttl';

/** From which number of nodes on (and down to which) kubelets may keep Secrets and ConfigMaps for how many seconds. */
const boundaries = [
  { sizeMin: 0, sizeMax: 100, ttlSeconds: 0 },
  { sizeMin: 90, sizeMax: 500, ttlSeconds: 15 },
  { sizeMin: 450, sizeMax: 1000, ttlSeconds: 30 },
  { sizeMin: 900, sizeMax: 2000, ttlSeconds: 60 },
  { sizeMin: 1800, sizeMax: Number.POSITIVE_INFINITY, ttlSeconds: 300 },
] as const;

/** Writes on each node how long its kubelet may keep what it mounts (pkg/controller/ttl). Nodes known before keep the old time until they change. */
export class TTLController extends Controller {
  private readonly queue = new Workqueue(this, 5, (name) => this.updateNodeIfNeeded(name));
  private readonly nodes = this.informers.informer(nodes);
  private step = 0;

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('ttl-controller', surroundings, informers);
    this.nodes.addHandlers({
      onAdd: ({ metadata }) => {
        if (this.nodes.size > (boundaries[this.step]?.sizeMax ?? 0)) this.step++;
        this.queue.add(metadata.name);
      },
      onUpdate: ({ metadata }) => {
        if (metadata.annotations?.[annotation] !== this.desired) this.queue.add(metadata.name);
      },
      onDelete: () => {
        if (this.nodes.size < (boundaries[this.step]?.sizeMin ?? 0)) this.step--;
      },
    });
  }

  protected run(): void {}

  protected override forget(): void {
    this.step = 0;
  }

  private get desired(): string {
    return String(boundaries[this.step]?.ttlSeconds ?? 0);
  }

  private *updateNodeIfNeeded(name: string): Task {
    const node = this.nodes.getByKey(name);
    const { desired } = this;
    if (node === undefined || node.metadata.annotations?.[annotation] === desired) return;
    yield* this.client.patch(nodes, undefined, name, ({ metadata, ...rest }) => ({
      ...rest,
      metadata: { ...metadata, annotations: { ...metadata.annotations, [annotation]: desired } },
    }));
  }
}
