import type { Diagnosis } from './diagnosis';
import type { PluginScores, ScheduleResult } from './schedule-one';

/** What the scheduler thought about one Pod, node by node: for the page's "why here?". */
export interface Decision {
  readonly atMs: number;
  readonly pod: string;
  readonly node: string | undefined;
  readonly diagnosis: Diagnosis;
  /** The nodes that passed, and their points in the same order. */
  readonly feasible: readonly string[];
  readonly scores: readonly PluginScores[];
}

/** Above this many nodes only the outcome is kept. */
const detailLimit = 200;
const kept = 300;

/** The latest decisions, one a Pod. */
export class Decisions {
  private readonly byPod = new Map<string, Decision>();

  add(pod: string, atMs: number, { node, feasible, diagnosis, scores }: ScheduleResult): void {
    const isDetailed = diagnosis.allNodes <= detailLimit;
    this.byPod.delete(pod);
    this.byPod.set(pod, {
      atMs,
      pod,
      node: node?.name,
      diagnosis: isDetailed ? diagnosis : { allNodes: diagnosis.allNodes, answers: new Map() },
      feasible: isDetailed ? feasible.map(({ name }) => name) : [],
      scores: isDetailed ? scores : [],
    });
    if (this.byPod.size <= kept) return;
    const [oldest] = this.byPod.keys();
    if (oldest !== undefined) this.byPod.delete(oldest);
  }

  /** @param pod `namespace/name` */
  of(pod: string): Decision | undefined {
    return this.byPod.get(pod);
  }
}
