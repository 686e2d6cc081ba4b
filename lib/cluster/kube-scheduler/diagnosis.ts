import type { Rejection } from './framework.types';

/** Why no node was found: each node's answer, and which plugin gave it (pkg/scheduler/framework Diagnosis). */
export interface NodeAnswer extends Rejection {
  readonly plugin: string;
}

export interface Diagnosis {
  readonly allNodes: number;
  readonly answers: ReadonlyMap<string, NodeAnswer>;
  /** Said of the Pod before any node was asked (PreFilterMsg). */
  readonly refusal?: string;
  /** What is said of nodes that were not asked. */
  readonly absent?: string;
}

/** FitError.Error: `0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.` */
export function fitMessage({ allNodes, answers, refusal, absent }: Diagnosis): string {
  if (refusal !== undefined) return `0/${allNodes} nodes are available: ${refusal}.`;
  const counts = new Map<string, number>();
  const count = (reason: string, amount: number) => counts.set(reason, (counts.get(reason) ?? 0) + amount);
  for (const { reasons } of answers.values()) for (const reason of reasons) count(reason, 1);
  if (absent !== undefined && allNodes > answers.size) count(absent, allNodes - answers.size);
  const texts = [...counts].map(([reason, number]) => `${number} ${reason}`).sort((a, b) => (a < b ? -1 : 1));
  return `0/${allNodes} nodes are available:${texts.length === 0 ? '' : ` ${texts.join(', ')}.`}`;
}
