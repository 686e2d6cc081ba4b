import type { Node, Taint } from '../../api/core';
import { nodes } from '../../api/resources';
import type { Component } from '../../client-go/component';
import type { Task } from '../../process';

/** Which taints stand for which state of a node (pkg/controller/nodelifecycle, pkg/controller/util/node). */
export const notReady = 'node.kubernetes.io/not-ready';
export const unreachable = 'node.kubernetes.io/unreachable';
const unschedulable = 'node.kubernetes.io/unschedulable';

type BareTaint = Pick<Taint, 'key' | 'effect'>;

const taintOfCondition: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: notReady, Unknown: unreachable },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
};

const ours = new Set([
  unschedulable,
  ...Object.values(taintOfCondition).flatMap((each) => Object.values(each)),
]);

export function hasNoExecuteTaint({ spec }: Node, key: string): boolean {
  return spec.taints?.some((taint) => taint.key === key && taint.effect === 'NoExecute') ?? false;
}

/** The NoSchedule taints that have to come and go so that they say what the conditions say (doNoScheduleTaintingPass). */
export function noScheduleTaintDiff({ spec, status }: Node): {
  readonly toAdd: readonly BareTaint[];
  readonly toDelete: readonly BareTaint[];
} {
  const wanted = new Set<string>();
  for (const { type, status: state } of status.conditions ?? []) {
    const key = taintOfCondition[type]?.[state];
    if (key) wanted.add(key);
  }
  if (spec.unschedulable) wanted.add(unschedulable);
  const present = (spec.taints ?? []).filter(({ key, effect }) => effect === 'NoSchedule' && ours.has(key));
  const known = new Set(present.map(({ key }) => key));
  return {
    toAdd: [...wanted].filter((key) => !known.has(key)).map((key) => ({ key, effect: 'NoSchedule' })),
    toDelete: present.filter(({ key }) => !wanted.has(key)),
  };
}

/** SwapNodeControllerTaint: adds some taints, with the time, and removes others. One request, where upstream reads first. */
export function* swapNodeControllerTaint(
  component: Component,
  nodeName: string,
  toAdd: readonly BareTaint[],
  toDelete: readonly BareTaint[],
): Task {
  const timeAdded = component.simulation.timestamp();
  yield* component.client.patch(nodes, undefined, nodeName, (node) => {
    const { taints: before = [], ...spec } = node.spec;
    const isAmong = (list: readonly BareTaint[], { key, effect }: BareTaint) =>
      list.some((each) => each.key === key && each.effect === effect);
    const kept = before.filter((taint) => !isAmong(toDelete, taint));
    const added = toAdd.filter((taint) => !isAmong(kept, taint)).map((taint) => ({ ...taint, timeAdded }));
    if (added.length === 0 && kept.length === before.length) return node;
    const taints = [...kept, ...added];
    return { ...node, spec: { ...spec, ...(taints.length > 0 && { taints }) } };
  });
}
