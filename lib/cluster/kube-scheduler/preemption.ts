import type { PodDisruptionBudget } from '../api/other';
import type { PodInfo } from '../api/pod-info';
import { matchesSelector } from '../api/selectors';
import { parseTimestamp } from '../api/time';
import type { RandomStream } from '../random';
import { type Diagnosis, fitMessage, type NodeAnswer } from './diagnosis';
import type { SchedulingView } from './framework.types';
import type { NodeInfo } from './node-info';
import { filterFor } from './schedule-one';

/**
 * DefaultPreemption (pkg/scheduler/framework/preemption and plugins/defaultpreemption): which Pods of lower priority would
 * have to go so that this one fits. Left out: extenders, and gates of the victims.
 */
export interface Candidate {
  readonly node: NodeInfo;
  readonly victims: readonly PodInfo[];
  readonly pdbViolations: number;
}

export interface PreemptionResult {
  readonly candidate?: Candidate;
  /** What is added to the message of FailedScheduling; empty after a success. */
  readonly message: string;
}

/** What the DynamicResources plugin, asked first, says of a Pod without resource claims in v1.35. */
const noClaims = 'no new claims to deallocate, ';
const notHelpful = 'Preemption is not helpful for scheduling';
const noVictims: NodeAnswer = {
  plugin: 'DefaultPreemption',
  reasons: ['No preemption victims found for incoming pod'],
  isResolvable: false,
};

export function preempt(
  info: PodInfo,
  view: SchedulingView,
  diagnosis: Diagnosis,
  budgets: readonly PodDisruptionBudget[],
  random: RandomStream,
): PreemptionResult {
  const refusal = ineligible(info, view);
  if (refusal) return { message: `${noClaims}preemption: ${refusal}` };
  const potential = [...diagnosis.answers]
    .filter(([, { isResolvable }]) => isResolvable)
    .flatMap(([name]) => view.cache.nodes.get(name) ?? []);
  const answers = new Map<string, NodeAnswer>();
  const candidates: Candidate[] = [];
  // minCandidateNodesPercentage 10, minCandidateNodesAbsolute 100
  const wanted = Math.max(100, Math.floor(potential.length / 10));
  const offset = potential.length === 0 ? 0 : Math.floor(random.uniform() * potential.length);
  for (let count = 0; count < potential.length && candidates.length < wanted; count++) {
    const node = potential[(offset + count) % potential.length];
    if (node === undefined) continue;
    const found = selectVictimsOnNode(info, node, view, budgets);
    if ('victims' in found) candidates.push(found);
    else answers.set(node.name, found);
  }
  const candidate = pickOneNode(candidates);
  if (candidate) return { candidate, message: '' };
  return {
    message: `${noClaims}preemption: ${fitMessage({ allNodes: diagnosis.allNodes, answers, absent: notHelpful })}`,
  };
}

/** PodEligibleToPreemptOthers; the refusal, or undefined. */
function ineligible({ pod, priority }: PodInfo, { cache }: SchedulingView): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const nominated = cache.nodes.get(pod.status.nominatedNodeName ?? '');
  for (const other of nominated?.pods.values() ?? [])
    if (other.priority < priority && other.pod.metadata.deletionTimestamp !== undefined)
      return 'not eligible due to a terminating pod on the nominated node.';
  return undefined;
}

/** Takes all weaker Pods away, and gives back as many as possible, the most important first. */
function selectVictimsOnNode(
  info: PodInfo,
  node: NodeInfo,
  view: SchedulingView,
  budgets: readonly PodDisruptionBudget[],
): Candidate | NodeAnswer {
  const weaker = [...node.pods.values()].filter(({ priority }) => priority < info.priority);
  if (weaker.length === 0) return noVictims;
  const gone = new Set(weaker.map(({ uid }) => uid));
  const check = () => filterFor(info, { ...view, without: new Set(gone) })(node);
  for (const other of weaker) node.removePod(other);
  try {
    const answer = check();
    if (answer) return answer;
    const { violating, others } = splitByBudget([...weaker].sort(byImportance), budgets);
    const victims: PodInfo[] = [];
    let pdbViolations = 0;
    for (const other of [...violating, ...others]) {
      node.addPod(other);
      gone.delete(other.uid);
      if (check() === undefined) continue;
      node.removePod(other);
      gone.add(other.uid);
      victims.push(other);
      if (violating.includes(other)) pdbViolations++;
    }
    return { node, victims: victims.sort(byImportance), pdbViolations };
  } finally {
    for (const other of weaker) if (gone.has(other.uid)) node.addPod(other);
  }
}

/** util.MoreImportantPod: higher priority first, then the one that runs longer. */
function byImportance(a: PodInfo, b: PodInfo): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const [first, second] = [startOf(a), startOf(b)];
  return first === second ? (a.uid < b.uid ? -1 : 1) : first - second;
}

function startOf({ pod }: PodInfo): number {
  const started = parseTimestamp(pod.status.startTime);
  return Number.isNaN(started) ? Number.POSITIVE_INFINITY : started;
}

/** filterPodsWithPDBViolation: Pods whose going would break a budget. */
function splitByBudget(sorted: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]) {
  const left = new Map(budgets.map((budget) => [budget, budget.status.disruptionsAllowed]));
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const info of sorted) {
    const { namespace, labels, name } = info.pod.metadata;
    let breaks = false;
    for (const [budget, allowed] of left) {
      if (budget.metadata.namespace !== namespace || !matchesSelector(budget.spec.selector, labels)) continue;
      if (budget.status.disruptedPods?.[name] !== undefined) continue;
      left.set(budget, allowed - 1);
      if (allowed - 1 < 0) breaks = true;
    }
    (breaks ? violating : others).push(info);
  }
  return { violating, others };
}

/** pickOneNodeForPreemption: the fewest broken budgets, then the weakest and fewest victims, then those that began last. */
function pickOneNode(candidates: readonly Candidate[]): Candidate | undefined {
  const criteria: readonly ((candidate: Candidate) => number)[] = [
    ({ pdbViolations }) => pdbViolations,
    ({ victims }) => victims[0]?.priority ?? Number.NEGATIVE_INFINITY,
    ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + 2 ** 31, 0),
    ({ victims }) => victims.length,
    ({ victims }) => -earliestStart(victims),
  ];
  let left = candidates;
  for (const criterion of criteria) {
    if (left.length <= 1) break;
    const best = Math.min(...left.map(criterion));
    left = left.filter((candidate) => criterion(candidate) === best);
  }
  return left[0];
}

/** When the first of the most important victims began. */
function earliestStart(victims: readonly PodInfo[]): number {
  const highest = victims[0]?.priority;
  return Math.min(...victims.filter(({ priority }) => priority === highest).map(startOf));
}
