import type { Node } from '../../api/core';
import type { Condition } from '../../api/meta';
import type { Component } from '../../client-go/component';
import type { Informer } from '../../client-go/informer';
import type { Task } from '../../process';
import { readyOf } from './node-health';
import { hasNoExecuteTaint, notReady, swapNodeControllerTaint, unreachable } from './node-taints';
import { type Zones, zoneKeyOf } from './zones';

/** How often the waiting nodes are looked at (NodeEvictionPeriod), in ms. */
const nodeEvictionPeriodMs = 100;

const noExecute = (key: string) => ({ key, effect: 'NoExecute' as const });

/** Puts NoExecute taints on nodes that are not ready, zone by zone at the zone's rate, and takes them off again. */
export class NoExecuteTainter {
  private nextPassMs = Number.POSITIVE_INFINITY;

  /** @param onFailure a node that could not be tainted is to be looked at again */
  constructor(
    private readonly component: Component,
    private readonly nodes: Informer<Node>,
    private readonly zones: Zones,
    private readonly ignoringErrors: (task: Task) => Task<boolean>,
    private readonly onFailure: (name: string) => void,
  ) {}

  clear(): void {
    this.nextPassMs = Number.POSITIVE_INFINITY;
  }

  /** What the state in which a tick found the node asks for. */
  *processTaintBaseEviction(node: Node, observed: Condition['status']): Task {
    if (observed === 'True') return yield* this.markNodeAsReachable(node);
    const [wanted, opposite] = observed === 'False' ? [notReady, unreachable] : [unreachable, notReady];
    const { name } = node.metadata;
    if (hasNoExecuteTaint(node, opposite))
      return yield* swapNodeControllerTaint(this.component, name, [noExecute(wanted)], [noExecute(opposite)]);
    const queue = this.zones.tainter(zoneKeyOf(node));
    // Somebody took the taint off, or it never came: the node has to wait for it again.
    if (!hasNoExecuteTaint(node, wanted)) queue.forget(name);
    queue.add(name);
  }

  *markNodeAsReachable(node: Node): Task {
    const { name } = node.metadata;
    this.zones.tainter(zoneKeyOf(node)).remove(name);
    const present = [unreachable, notReady].filter((key) => hasNoExecuteTaint(node, key));
    if (present.length > 0) yield* swapNodeControllerTaint(this.component, name, [], present.map(noExecute));
  }

  /** Sees to it that the next pass happens when the first waiting node may go through. */
  plan(): void {
    const { nowMs } = this.component.simulation;
    let readyAtMs = Number.POSITIVE_INFINITY;
    for (const queue of this.zones.tainters()) readyAtMs = Math.min(readyAtMs, queue.readyAtMs);
    if (readyAtMs === Number.POSITIVE_INFINITY) return;
    const passMs = Math.ceil((Math.max(readyAtMs, nowMs) + 1) / nodeEvictionPeriodMs) * nodeEvictionPeriodMs;
    if (passMs >= this.nextPassMs) return;
    this.nextPassMs = passMs;
    this.component.after(passMs - nowMs, () => {
      if (this.nextPassMs === passMs) this.doNoExecuteTaintingPass();
    });
  }

  private doNoExecuteTaintingPass(): void {
    this.nextPassMs = Number.POSITIVE_INFINITY;
    const { component, zones } = this;
    for (const queue of zones.tainters())
      for (
        let name = queue.try(component.simulation.nowMs);
        name;
        name = queue.try(component.simulation.nowMs)
      )
        component.spawn(this.taint(name));
    this.plan();
  }

  private *taint(name: string): Task {
    const node = this.nodes.getByKey(name);
    const ready = node && readyOf(node);
    // It is ready now: its turn is used up, the taint is not.
    if (ready === undefined || ready.status === 'True') return;
    const [wanted, opposite] = ready.status === 'False' ? [notReady, unreachable] : [unreachable, notReady];
    const swap = swapNodeControllerTaint(this.component, name, [noExecute(wanted)], [noExecute(opposite)]);
    if (!(yield* this.ignoringErrors(swap))) this.onFailure(name);
  }
}
