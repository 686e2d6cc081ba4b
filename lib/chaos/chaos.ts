import { Cluster } from '../cluster/cluster';
import { historyHash } from '../cluster/history-hash';
import { Invariants, unconverged } from '../cluster/invariants';
import { randomStream } from '../cluster/random';
import { Workstation } from '../kubectl/workstation';
import { Dice, drawOperation, mendAll } from './operations';

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
export function runChaos(seed: number, operations = 40): ChaosOutcome {
  const cluster = new Cluster({
    seed,
    machines: [1, 2, 3, 4].map((number) => ({ name: `node-${number}`, zone: `zone-${number % 2}` })),
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

class ChaosRun {
  readonly log: string[] = [];
  readonly violations: string[] = [];
  private readonly workstation: Workstation;
  private readonly invariants: Invariants;

  constructor(
    private readonly cluster: Cluster,
    private readonly dice: Dice,
  ) {
    this.workstation = new Workstation(cluster);
    this.invariants = new Invariants(cluster);
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
    for (const node of ['node-1', 'node-2', 'node-3', 'node-4']) {
      this.type(`kubectl uncordon ${node}`);
      this.type(`kubectl taint node ${node} busy-`);
    }
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

  private type(line: string): void {
    const { exitCode, stderr } = this.workstation.runToEnd(line, patienceMs);
    if (exitCode !== 0) this.log.push(`    ${stderr.trim().split('\n')[0]}`);
  }

  private look(): void {
    this.violations.push(...this.invariants.check());
  }

  private note(text: string): void {
    this.log.push(
      `${(this.cluster.nowMs / 1000).toFixed(1).padStart(8)} s  ${text.replaceAll('\n', '\n            ')}`,
    );
  }
}
