import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Cluster } from '@/lib/cluster/cluster';
import { KubeHttpServer } from '@/lib/kube-http/kube-http-server';
import { configOf, runOurKubectl } from './our-kubectl';
import { type Outcome, runRealKubectl } from './real-kubectl';
import { buildCluster, type Command, type Situation } from './situation';
import { splitWords } from './words';

/** What both kubectls did with one command. */
export interface Comparison {
  readonly command: string;
  readonly real: Outcome;
  readonly ours: Outcome;
  readonly isEqual: boolean;
}

const longestMs = 900_000;
/** Steps taken between two looks at what the real kubectl has to say. */
const stepsAtOnce = 50;
const attempts = 3;
/** Where our kubectl says its config is. */
const configPath = '/home/learner/.kube/config';

/**
 * How much virtual time a command gets, in ms. A time-out of its own is real for the real kubectl, for which virtual time
 * runs ahead meanwhile: no more of it may pass than ours would have waited.
 */
function limitOf({ run, seconds }: Command): number {
  const timeout = / --timeout=(\d+)s/.exec(run)?.[1];
  return seconds !== undefined ? seconds * 1000 : timeout !== undefined ? Number(timeout) * 1000 : longestMs;
}

/**
 * Runs commands through the real kubectl (over lib/kube-http) and through ours (in process), each against a fresh cluster
 * at the same virtual instant. The cluster's clock shows the real second, because the real kubectl computes ages with its
 * own; virtual time stands still but for watches, during which it runs as fast as it can.
 */
export class Contest {
  private cluster: Cluster | undefined;
  private readonly http: KubeHttpServer;
  private ready: { readonly key: string; readonly cluster: Cluster; readonly trace: string } | undefined;
  private port = 0;
  private limitMs = longestMs;
  private endsStreams = false;
  private lastRequestMs = 0;
  private isForwarding = false;
  private readonly folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  private run = 0;

  constructor(private readonly kubectl: string) {
    this.http = new KubeHttpServer({
      cluster: () => this.current,
      onStream: () => void this.fastForward(),
      onRequest: () => this.followPolling(),
    });
  }

  async open(): Promise<this> {
    this.port = await this.http.listen();
    return this;
  }

  async close(): Promise<void> {
    await this.http.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Compares one command. What differs because a second turned over meanwhile is tried again. */
  async compare(situation: Situation, command: Command): Promise<Comparison> {
    let comparison = await this.attempt(situation, command, false);
    // Any difference gets a second look: the real one ranges over Go's maps, and a busy machine lets seconds turn over.
    for (
      let again = 1;
      again < attempts && !comparison.isEqual && (again === 1 || dependsOnTime(comparison));
      again++
    )
      comparison = await this.attempt(situation, command, true);
    return comparison;
  }

  /** Compares every command of a situation. */
  async compareAll(situation: Situation): Promise<Comparison[]> {
    const comparisons: Comparison[] = [];
    for (const command of situation.commands) comparisons.push(await this.compare(situation, command));
    return comparisons;
  }

  private get current(): Cluster {
    if (this.cluster === undefined) throw new Error('No situation is set up.');
    return this.cluster;
  }

  private async attempt(situation: Situation, command: Command, isAligned: boolean): Promise<Comparison> {
    if (isAligned) await setTimeout(1000 - (Date.now() % 1000));
    const epochNowMs = Math.floor(Date.now() / 1000) * 1000;
    const server = `http://127.0.0.1:${this.port}`;
    this.cluster = this.untouched(situation, epochNowMs);
    const limitMs = limitOf(command);
    this.limitMs = this.cluster.nowMs + limitMs;
    this.endsStreams = command.seconds !== undefined;
    this.lastRequestMs = 0;
    const [first, ...words] = splitWords(command.run);
    if (first !== 'kubectl') throw new Error(`A command begins with kubectl: ${command.run}`);
    const { stdin = '', editor = '' } = command;
    const real = await this.runReal(words, situation, { stdin, editor, server });
    // What was only read can be read again; anything else needs the cluster as it was.
    const fresh = this.untouched(situation, epochNowMs);
    const ours = runOurKubectl(fresh, words, {
      files: situation.files,
      stdin,
      server,
      editor,
      limitMs,
      endsStreams: this.endsStreams,
    });
    return { command: command.run, real, ours, isEqual: isEqual(real, ours) };
  }

  /** The situation's cluster as its setup leaves it: the one there is when nobody touched it, or else a new one. */
  private untouched(situation: Situation, epochNowMs: number): Cluster {
    const key = `${situation.name} ${epochNowMs}`;
    if (this.ready?.key !== key || traceOf(this.ready.cluster) !== this.ready.trace) {
      const cluster = buildCluster(situation, epochNowMs);
      this.ready = { key, cluster, trace: traceOf(cluster) };
    }
    return this.ready.cluster;
  }

  private async runReal(
    words: readonly string[],
    { files, metrics }: Situation,
    { stdin, editor, server }: { readonly stdin: string; readonly editor: string; readonly server: string },
  ): Promise<Outcome> {
    const cwd = join(this.folder, String(++this.run));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(cwd, dirname(name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
    mkdirSync(join(cwd, '.kube'), { recursive: true });
    const config = join(cwd, '.kube/config');
    writeFileSync(config, kubeConfig(server));
    // Discovery differs by whether there are metrics; it is read once for each port.
    const edit = editor === '' ? 'true' : `sed -i '${editor}'`;
    const env = {
      KUBE_EDITOR: edit,
      HOME: cwd,
      KUBECONFIG: config,
      KUBECACHEDIR: join(this.folder, metrics ? 'cache' : 'cache-without-metrics'),
      PATH: process.env.PATH,
    };
    const { stdout, stderr, exitCode } = await runRealKubectl(this.kubectl, words, { cwd, stdin, env });
    this.http.endStreams();
    rmSync(cwd, { recursive: true, force: true });
    const atHome = (text: string) => text.replaceAll(config, configPath);
    return { stdout: atHome(stdout), stderr: atHome(stderr), exitCode };
  }

  /** Lets virtual time run while a watch is open. */
  private async fastForward(): Promise<void> {
    if (this.isForwarding) return;
    this.isForwarding = true;
    const { queue } = this.current.simulation;
    while (this.http.openStreams > 0) {
      for (let count = 0; count < stepsAtOnce && (queue.nextAtMs ?? Infinity) <= this.limitMs; count++)
        this.current.step();
      const isOver = (queue.nextAtMs ?? Infinity) > this.limitMs;
      // The real kubectl reads what has come before the server ends the watch; without an end it has a time-out of its own.
      if (isOver) await setTimeout(20);
      else await setImmediate();
      if (isOver && this.endsStreams) this.http.endStreams();
    }
    this.isForwarding = false;
  }

  /** A client that polls (drain, retries) waits for real seconds: as many virtual ones pass. */
  private followPolling(): void {
    const nowMs = Date.now();
    const seconds = Math.round((nowMs - this.lastRequestMs) / 1000);
    if (this.lastRequestMs > 0 && seconds > 0 && this.http.openStreams === 0)
      this.current.advance(seconds * 1000);
    this.lastRequestMs = nowMs;
  }
}

/** What depends on the process and its machine: the head of a log line (time, process id), names of temporary files. */
const noise = [
  [/^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /gm, '$1 '],
  [/\/tmp\/(kubectl-edit-|LIVE-|MERGED-)\d+/g, '/tmp/$1'],
] as const;

const quiet = (text: string) => noise.reduce((rest, [shape, mark]) => rest.replace(shape, mark), text);

const isEqual = (real: Outcome, ours: Outcome) =>
  real.exitCode === ours.exitCode && real.stdout === ours.stdout && quiet(real.stderr) === quiet(ours.stderr);

/** Equal before and after a command that changed nothing. */
const traceOf = (cluster: Cluster) =>
  `${cluster.simulation.steps} ${cluster.nowMs} ${cluster.inputs.length} ${cluster.etcd.revision}`;

const times = /\d+(?:[ydhms]\d*)*[ydhms]\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|\d\d:\d\d:\d\d/g;

function dependsOnTime({ real, ours }: Comparison): boolean {
  const timeless = ({ stdout, stderr }: Outcome) =>
    `${stdout}\n${stderr}`.replace(times, '#').replace(/ +/g, ' ');
  return timeless(real) === timeless(ours) && real.exitCode === ours.exitCode;
}

function kubeConfig(server: string): string {
  const { currentContext, contexts, clusters } = configOf(server);
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': currentContext,
    contexts: contexts.map(({ name, ...context }) => ({ name, context })),
    clusters: clusters.map(({ name, ...cluster }) => ({ name, cluster })),
    users: [{ name: 'learner', user: {} }],
  });
}
