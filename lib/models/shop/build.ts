import type { EventQueue, PendingEvent } from '../../cluster/clock';
import { drainMs, monolithStageSeconds, neighbours, serviceStageSeconds, unitSpecs } from './constants';
import type { Fleet } from './fleet';
import type { Log } from './log';
import { round } from './round';
import {
  type BuildSnapshot,
  type BuildStage,
  type Feature,
  features,
  type ShopSettings,
  type Unit,
} from './shop.types';

interface Stage {
  readonly name: BuildStage['name'];
  readonly feature: Feature | null;
  readonly seconds: number;
  state: BuildStage['state'];
}

/** One changed line on its way: the unit that holds it is built as a whole, then every process of it is restarted. */
export class Build {
  private readonly startedMs: number;
  private readonly stages: Stage[];
  private state: BuildSnapshot['state'] = 'running';
  private endedMs: number | null = null;
  private rebuilt = 0;
  private restarted = 0;
  private conflict: string | null = null;
  private pending: PendingEvent | null = null;

  constructor(
    private readonly queue: EventQueue,
    private readonly log: Log,
    private readonly fleet: Fleet,
    private readonly changed: Feature,
    private readonly library: ShopSettings['library'],
  ) {
    this.startedMs = queue.nowMs;
    this.stages = plan(fleet.unit, changed, this.rolloutSeconds());
    this.runStage(0);
  }

  /** A newer change takes this build's place. Processes already being restarted go on. */
  cancel(): void {
    if (this.pending !== null) this.pending.isCancelled = true;
  }

  snapshot(): BuildSnapshot {
    const totalSeconds = this.stages.reduce((sum, { seconds }) => sum + seconds, 0);
    return Object.freeze({
      changed: this.changed,
      unit: this.fleet.unit,
      startedMs: round(this.startedMs, 2),
      state: this.state,
      elapsedSeconds: round(((this.endedMs ?? this.queue.nowMs) - this.startedMs) / 1000, 1),
      totalSeconds,
      stages: Object.freeze(this.stages.map((stage) => Object.freeze({ ...stage }))),
      rebuilt: this.rebuilt,
      restarted: this.restarted,
      conflict: this.conflict,
    });
  }

  private rolloutSeconds(): number {
    const perReplicaMs = drainMs + unitSpecs[this.fleet.unit].startMs;
    return (this.fleet.replicas.length * perReplicaMs) / 1000;
  }

  private runStage(index: number): void {
    const stage = this.stages[index];
    if (stage === undefined) {
      this.end('done');
      return;
    }
    stage.state = 'running';
    if (stage.name === 'rollout') this.rollOut(index);
    else this.after(stage.seconds * 1000, () => this.finishWork(stage, index));
  }

  private finishWork(stage: Stage, index: number): void {
    if (stage.name === 'resolve') this.conflict = findConflict(this.fleet.unit, this.library);
    if (this.conflict !== null) {
      stage.state = 'failed';
      this.end('failed');
      return;
    }
    if (stage.name === 'compile') this.rebuilt += 1;
    this.finish(index);
  }

  private finish(index: number): void {
    const stage = this.stages[index];
    if (stage !== undefined) stage.state = 'done';
    this.runStage(index + 1);
  }

  /** One process after the other, so that the others go on serving meanwhile. */
  private rollOut(index: number): void {
    const old = this.fleet.replicas;
    // The fleet may have changed size since the build began.
    this.stages[index] = { name: 'rollout', feature: null, seconds: this.rolloutSeconds(), state: 'running' };
    const renew = (position: number): void => {
      const replica = old[position];
      if (replica === undefined) {
        this.finish(index);
        return;
      }
      const isRenewed = this.fleet.renew(replica);
      this.after(drainMs, () => {
        this.after(unitSpecs[this.fleet.unit].startMs, () => {
          if (isRenewed) this.restarted += 1;
          renew(position + 1);
        });
      });
    };
    renew(0);
  }

  private end(state: 'done' | 'failed'): void {
    this.state = state;
    this.endedMs = this.queue.nowMs;
    this.log.write(
      state === 'done' ? 'build-done' : 'build-failed',
      this.fleet.unit,
      this.conflict ?? this.changed,
    );
  }

  private after(ms: number, then: () => void): void {
    this.pending = this.queue.schedule(ms, 'build-stage', then);
  }
}

function plan(unit: Unit, changed: Feature, rolloutSeconds: number): Stage[] {
  const isMonolith = unit === 'monolith';
  const seconds = isMonolith ? monolithStageSeconds : serviceStageSeconds;
  const built = isMonolith ? features : [changed];
  const partners = isMonolith ? [] : neighbours[changed];
  const stage = (name: keyof typeof seconds, feature: Feature | null): Stage => ({
    name,
    feature,
    seconds: seconds[name],
    state: 'waiting',
  });
  return [
    stage('resolve', null),
    ...built.map((feature) => stage('compile', feature)),
    ...built.map((feature) => stage('test', feature)),
    ...partners.map((feature) => stage('contract', feature)),
    stage('image', null),
    { name: 'rollout', feature: null, seconds: rolloutSeconds, state: 'waiting' },
  ];
}

/** One process can hold one version of `money`; null when its features agree. */
function findConflict(unit: Unit, library: ShopSettings['library']): string | null {
  if (unit !== 'monolith') return null;
  const wanting = (version: 1 | 2) => features.filter((feature) => library[feature] === version);
  if (wanting(1).length === 0 || wanting(2).length === 0) return null;
  return `money@1: ${wanting(1).join(', ')} · money@2: ${wanting(2).join(', ')}`;
}
