import type { PodInfo } from '../api/pod-info';
import type { RandomStream } from '../random';
import { defaultProfile } from './default-profile';
import type { Diagnosis, NodeAnswer } from './diagnosis';
import type { Rejection, SchedulingView } from './framework.types';
import type { NodeInfo } from './node-info';

/**
 * One scheduling cycle (pkg/scheduler/schedule_one.go): which nodes could take the Pod, and which of them is best.
 */
export interface ScheduleResult {
  /** The chosen node; undefined when none fits. */
  readonly node: NodeInfo | undefined;
  readonly feasible: readonly NodeInfo[];
  readonly diagnosis: Diagnosis;
  /** Each feasible node's points by plugin, weighted; empty when there was no choice. */
  readonly scores: readonly PluginScores[];
}

export interface PluginScores {
  readonly plugin: string;
  readonly weight: number;
  /** In the order of `feasible`, 0 to 100 before weighting. */
  readonly scores: readonly number[];
}

/** What `sched.nextStartNodeIndex` is upstream: searches begin where the last one ended, so that all nodes get their turn. */
export interface SearchPosition {
  start: number;
}

const absentOf = (plugin: string) => `node(s) didn't satisfy plugin(s) [${plugin}]`;

export function schedulePod(
  info: PodInfo,
  view: SchedulingView,
  position: SearchPosition,
  random: RandomStream,
): ScheduleResult {
  const all = view.cache.list();
  const { candidates, absent, refusal } = preFilter(info, view, all);
  const answers = new Map<string, NodeAnswer>();
  const feasible = findNodesThatPassFilters(info, view, candidates, position, answers);
  const diagnosis: Diagnosis = {
    allNodes: all.length,
    answers,
    ...(absent && { absent }),
    ...(refusal && { refusal }),
  };
  if (feasible.length <= 1) return { node: feasible[0], feasible, diagnosis, scores: [] };
  const scores = prioritizeNodes(info, view, feasible);
  return { node: selectHost(feasible, scores, random), feasible, diagnosis, scores };
}

function preFilter(info: PodInfo, view: SchedulingView, all: readonly NodeInfo[]) {
  for (const plugin of defaultProfile) {
    const refusal = plugin.refusal?.(info);
    if (refusal !== undefined) return { candidates: [], absent: undefined, refusal };
    const names = plugin.nodeNames?.(info);
    if (names === undefined) continue;
    const candidates: NodeInfo[] = [];
    for (const name of names) {
      const node = view.cache.nodes.get(name);
      if (node) candidates.push(node);
    }
    return { candidates, absent: absentOf(plugin.name), refusal: undefined };
  }
  return { candidates: all, absent: undefined, refusal: undefined };
}

/** percentageOfNodesToScore: from 100 nodes on only a part is searched, from 50 % down to 5 % as the cluster grows. */
export function numFeasibleNodesToFind(nodes: number): number {
  if (nodes < 100) return nodes;
  const percentage = Math.max(5, 50 - Math.floor(nodes / 125));
  return Math.max(100, Math.floor((nodes * percentage) / 100));
}

function findNodesThatPassFilters(
  info: PodInfo,
  view: SchedulingView,
  candidates: readonly NodeInfo[],
  position: SearchPosition,
  answers: Map<string, NodeAnswer>,
): readonly NodeInfo[] {
  const check = filterFor(info, view);
  const wanted = numFeasibleNodesToFind(candidates.length);
  const feasible: NodeInfo[] = [];
  const { length } = candidates;
  let checked = 0;
  for (; checked < length && feasible.length < wanted; checked++) {
    const node = candidates[(position.start + checked) % length];
    if (node === undefined) continue;
    const answer = check(node);
    if (answer === undefined) feasible.push(node);
    else answers.set(node.name, answer);
  }
  if (length > 0) position.start = (position.start + checked) % length;
  return feasible;
}

/** All Filter plugins that have something to say about this Pod, one after the other; the first no is the answer. */
export function filterFor(info: PodInfo, view: SchedulingView): (node: NodeInfo) => NodeAnswer | undefined {
  const filters = defaultProfile.flatMap((plugin) => {
    const filter = plugin.filter?.(info, view);
    return filter ? [{ plugin: plugin.name, filter }] : [];
  });
  // Nodes that are rejected in the same words share one answer.
  const answers = new Map<Rejection, NodeAnswer>();
  return (node) => {
    for (const { plugin, filter } of filters) {
      const rejected = filter(node);
      if (rejected === undefined) continue;
      const answer = answers.get(rejected) ?? { ...rejected, plugin };
      answers.set(rejected, answer);
      return answer;
    }
    return undefined;
  };
}

function prioritizeNodes(
  info: PodInfo,
  view: SchedulingView,
  nodes: readonly NodeInfo[],
): readonly PluginScores[] {
  const all: PluginScores[] = [];
  for (const plugin of defaultProfile) {
    const scorer = plugin.scorer?.(info, view, nodes);
    if (scorer === undefined) continue;
    const scores = new Array<number>(nodes.length);
    let index = 0;
    for (const node of nodes) scores[index++] = scorer.score(node);
    scorer.normalize?.(scores);
    all.push({ plugin: plugin.name, weight: plugin.weight ?? 1, scores });
  }
  return all;
}

/** The node with the most points; among equals chance decides. */
function selectHost(
  nodes: readonly NodeInfo[],
  all: readonly PluginScores[],
  random: RandomStream,
): NodeInfo | undefined {
  let best = Number.NEGATIVE_INFINITY;
  let chosen: NodeInfo | undefined;
  let equals = 0;
  // By index: this goes through hundreds of nodes for every Pod.
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    let total = 0;
    for (const { weight, scores } of all) total += weight * (scores[index] ?? 0);
    if (total > best) {
      best = total;
      chosen = node;
      equals = 1;
    } else if (total === best) {
      equals++;
      if (random.uniform() * equals < 1) chosen = node;
    }
  }
  return chosen;
}
