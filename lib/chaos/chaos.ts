import { Cluster } from '../cluster/cluster';
import { historyHash } from '../cluster/history-hash';
import { Invariants } from '../cluster/invariants';
import { randomStream } from '../cluster/random';
import { registerApart } from '../kubectl/apart-verbs';
import { Workstation } from '../kubectl/workstation';
import { nodes } from './commands';
import { unconverged } from './converged';
import { Dice } from './dice';
import { evictionRule } from './eviction-rule';
import { drawOperation, mendAll } from './operations';
import { rolloutRule } from './rollout-rule';
import { serviceRule } from './service-rule';
import { workloadRule } from './workload-rule';

registerApart();

/** What a seed led to. */
export interface ChaosOutcome {
  /** What was done, with virtual seconds. */
  readonly log: readonly string[];
  /** The first sentences about what did not hold; empty when all was well. */
  readonly violations: readonly string[];
  readonly steps: number;
  readonly hash: string;
  readonly cluster: Cluster;
}

/** How long a command may wait, in virtual ms. */
const patienceMs = 30_000;
/** How long a mended cluster has to become what is declared, in virtual ms: evictions, back-offs and deadlines are over. */
const healingMs = 3_600_000;
const idleMs = 600_000;
/** Storages that change in an idle cluster, too: heartbeats, and what is said about back-offs. */
const noisy = new Set([
  'leases.coordination.k8s.io',
  'events',
  'nodes',
  'pods',
  'horizontalpodautoscalers.autoscaling',
]);

/**
 * Random commands, failures and time from a seed; every step is followed by the invariants, and at the end everything is mended
 * and must come to rest as declared.
 */
export function runChaos(seed: number, operations = 50): ChaosOutcome {
  const cluster = new Cluster({
    seed,
    machines: [1, 2, 3, 4].map((number) => ({ name: `node-${number}`, zone: `zone-${number % 2}` })),
    provider: seed % 2 === 0 ? 'cloud' : 'bare-metal',
    traceLimit: 0,
  });
  const run = new ChaosRun(cluster, new Dice(randomStream(seed, 'chaos')));
  run.advance(60_000);
  for (let count = 0; count < operations && run.violations.length === 0; count++) run.once();
  if (run.violations.length === 0) run.end();
  return {
    log: run.log,
    violations: run.violations,
    steps: cluster.simulation.steps,
    hash: historyHash(cluster.etcd),
    cluster,
  };
}

/** What an administrator would type afterwards: nodes of machines that are gone go, nothing is cordoned or held back. */
function repairs({ etcd, machines }: Cluster): string[] {
  const names = [...nodes, ...etcd.list('nodes').map(({ metadata }) => metadata.name ?? '')];
  const held = etcd
    .list('deployments.apps')
    .filter(({ metadata }) => metadata.finalizers?.includes('example.com/hold'));
  return [
    ...[...new Set(names)].flatMap((name) =>
      machines.has(name)
        ? [`kubectl uncordon ${name}`, `kubectl taint node ${name} busy-`]
        : [`kubectl delete node ${name}`],
    ),
    ...held.map(
      ({ metadata: { namespace, name } }) =>
        `kubectl -n ${namespace} patch deployment ${name} --type=merge -p '{"metadata":{"finalizers":null}}'`,
    ),
  ];
}

class ChaosRun {
  readonly log: string[] = [];
  readonly violations: string[] = [];
  private readonly workstation: Workstation;
  private readonly invariants: Invariants;
  private budgetsOldMs = 0;

  constructor(
    private readonly cluster: Cluster,
    private readonly dice: Dice,
  ) {
    this.workstation = new Workstation(cluster);
    this.invariants = new Invariants(cluster, [
      rolloutRule(),
      evictionRule(() => this.isBudgetFresh()),
      serviceRule,
      workloadRule(),
    ]);
  }

  once(): void {
    const operation = drawOperation(this.dice);
    const isLine = 'line' in operation;
    this.note(isLine ? operation.line : operation.text);
    if (isLine) this.type(operation.line);
    else operation.disturb(this.cluster);
    this.look();
    this.advance(this.dice.from([10, 300, 1000, 3000, 10_000, 60_000, 400_000]));
  }

  end(): void {
    this.note('everything is mended');
    mendAll(this.cluster);
    for (const line of repairs(this.cluster)) this.type(line);
    this.advance(healingMs);
    this.violations.push(...unconverged(this.cluster), ...this.invariants.checkLists());
    const before = this.cluster.etcd.revision;
    this.advance(idleMs);
    const restless =
      this.cluster.etcd.changesSince(before)?.filter(({ storage }) => !noisy.has(storage)) ?? [];
    for (const { storage, key } of restless.slice(0, 3))
      this.violations.push(`${storage} ${key} still changes.`);
  }

  /** Takes the steps of so much virtual time, and looks after each. */
  advance(ms: number): void {
    const { cluster } = this;
    const untilMs = cluster.nowMs + ms;
    const { queue } = cluster.simulation;
    while ((queue.nextAtMs ?? Number.POSITIVE_INFINITY) <= untilMs && this.violations.length === 0) {
      cluster.step();
      this.look();
    }
    if (this.violations.length === 0) queue.idleUntil(untilMs);
  }

  /** Whether the budgets' statuses follow the Pods: their controller runs, and has done so for a while. */
  private isBudgetFresh(): boolean {
    return this.cluster.nowMs - this.budgetsOldMs > 10_000;
  }

  private type(line: string): void {
    const { exitCode, stderr } = this.workstation.runToEnd(line, patienceMs);
    if (exitCode !== 0) this.log.push(`    ${stderr.trim().split('\n')[0]}`);
  }

  private look(): void {
    const { components, server, nowMs } = this.cluster;
    if (!server.isRunning || !components.get('kube-controller-manager')?.isRunning) this.budgetsOldMs = nowMs;
    this.violations.push(...this.invariants.check());
  }

  private note(text: string): void {
    this.log.push(
      `${(this.cluster.nowMs / 1000).toFixed(1).padStart(8)} s  ${text.replaceAll('\n', '\n            ')}`,
    );
  }
}
