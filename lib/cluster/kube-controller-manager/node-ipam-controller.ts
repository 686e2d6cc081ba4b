import type { Node } from '../api/core';
import { nodes } from '../api/resources';
import type { Surroundings } from '../client-go/component';
import { Controller, type InformerFactory } from '../client-go/controller';
import { EventRecorder } from '../client-go/event-recorder';
import { Workqueue } from '../client-go/workqueue';
import type { Task } from '../process';

/** The Pods' network, large enough for the 5,000 nodes of Kubernetes' limits; a /24 of it for each node (--cluster-cidr). */
interface ClusterCidr {
  /** The number of the first /24: `10.244.0` is 10 · 65536 + 244 · 256. */
  readonly first: number;
  readonly count: number;
}

const smallCluster: ClusterCidr = { first: 10 * 65536 + 244 * 256 + 1, count: 255 };
const largeCluster: ClusterCidr = { first: 10 * 65536 + 128 * 256, count: 32768 };

/**
 * Gives each node its part of the Pods' addresses, in the order of registration (pkg/controller/nodeipam, range allocator):
 * 10.244.0.0/16 while that lasts (its first part is the control plane's own), then 10.128.0.0/9, where a real cluster would have been planned larger. Left out: IPv6.
 */
export class NodeIpamController extends Controller {
  private readonly queue = new Workqueue(this, 30, (name) => this.syncNode(name));
  private readonly nodes = this.informers.informer(nodes);
  private readonly nodeRecorder = new EventRecorder(this, 'cidrAllocator');
  /** The numbers of the /24 that are taken. */
  private readonly taken = new Map<number, string>();
  private readonly nextFree = new Map<ClusterCidr, number>();

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('node-ipam-controller', surroundings, informers);
    this.nodes.addHandlers({
      onAdd: (node) => {
        this.occupy(node);
        if (node.spec.podCIDR === undefined) this.queue.add(node.metadata.name);
      },
      onUpdate: (node, old) => {
        if (node.spec.podCIDR === old.spec.podCIDR) return;
        this.release(old);
        this.occupy(node);
      },
      onDelete: (node) => this.release(node),
    });
  }

  protected run(): void {}

  protected override forget(): void {
    this.taken.clear();
    this.nextFree.clear();
  }

  private occupy({ metadata, spec }: Node): void {
    const number = numberOf(spec.podCIDR);
    if (number !== undefined) this.taken.set(number, metadata.name);
  }

  private release({ metadata, spec }: Node): void {
    const number = numberOf(spec.podCIDR);
    if (number !== undefined && this.taken.get(number) === metadata.name) this.taken.delete(number);
  }

  private *syncNode(name: string): Task {
    const node = this.nodes.getByKey(name);
    if (node === undefined || node.spec.podCIDR !== undefined) return;
    const number = this.allocate(smallCluster) ?? this.allocate(largeCluster);
    if (number === undefined) {
      const reference = { apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid };
      const message = `Node ${name} status is now: CIDRNotAvailable`;
      this.nodeRecorder.event(reference, 'Normal', 'CIDRNotAvailable', message);
      return;
    }
    this.taken.set(number, name);
    const podCIDR = `${number >> 16}.${(number >> 8) & 255}.${number & 255}.0/24`;
    try {
      yield* this.client.patch(nodes, undefined, name, (stored) =>
        stored.spec.podCIDR === undefined
          ? { ...stored, spec: { podCIDR, podCIDRs: [podCIDR], ...stored.spec } }
          : stored,
      );
    } catch (error) {
      this.taken.delete(number);
      throw error;
    }
  }

  /** The next free /24 after the last one given away, from the beginning when the end is reached. */
  private allocate(cidr: ClusterCidr): number | undefined {
    const from = this.nextFree.get(cidr) ?? 0;
    for (let tried = 0; tried < cidr.count; tried++) {
      const offset = (from + tried) % cidr.count;
      if (this.taken.has(cidr.first + offset)) continue;
      this.nextFree.set(cidr, offset + 1);
      return cidr.first + offset;
    }
    return undefined;
  }
}

function numberOf(podCIDR: string | undefined): number | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)\.0\/24$/.exec(podCIDR ?? '');
  if (found === null) return undefined;
  const [, a, b, c] = found;
  return Number(a) * 65536 + Number(b) * 256 + Number(c);
}
