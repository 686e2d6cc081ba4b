import type { PendingEvent } from '../clock';
import type {
  Behaviour,
  DialAnswer,
  FileSystem,
  HttpRequest,
  HttpResponse,
  Image,
  ProgramContext,
} from '../images/image.types';
import type { LogLine } from '../kube-apiserver/kubelet-endpoint.types';
import { Gate, type Process, type Task } from '../process';
import type { Simulation } from '../simulation';
import type { ContainerConfig } from './container-config.types';
import { ContainerLog } from './container-log';
import { Load } from './load';

const idleCpuMilli = 1;
const idleMemoryBytes = 2 * 2 ** 20;

/**
 * One instance of a container as the runtime keeps it, dead or alive. While its program only stands there, nothing is
 * pending for it. Models what containerd and the kernel do: start, signals, exit code, OOM kill, CPU quota, log file.
 */
export class Container implements ProgramContext {
  state: 'created' | 'running' | 'exited' = 'created';
  startedAtMs = 0;
  finishedAtMs = 0;
  /** The same two as they stand in a status; what never started shows the beginning of time. */
  startedAt = '1970-01-01T00:00:00Z';
  finishedAt = '';
  exitCode = 0;
  /** As containerd says it: Completed, Error, OOMKilled, StartError, Unknown. */
  reason = '';
  message = '';
  readonly exited = new Gate();
  /** What the runtime has counted for it in the machine's memory. */
  countedBytes = 0;
  private lines: ContainerLog | undefined;
  private behaviour: Behaviour | undefined;
  private process: Process | undefined;
  private jobs: Process[] | undefined;
  private timers: PendingEvent[] | undefined;
  private outOfMemory: PendingEvent | undefined;
  private termHandler: (() => void) | undefined;
  private base = { cpuMilli: idleCpuMilli, memoryBytes: idleMemoryBytes };
  /** From when the present behaviour counts its times. */
  private behavesSinceMs = 0;
  private load: Load | undefined;
  private ended: Gate<number> | undefined;

  /** @param onChange called when it exits by itself or changes what memory it uses */
  constructor(
    readonly simulation: Simulation,
    readonly config: ContainerConfig,
    private readonly onChange: (container: Container, what: 'exit' | 'memory') => void,
  ) {}

  get image(): Image {
    return this.config.image;
  }
  get env(): ReadonlyMap<string, string> {
    return this.config.env();
  }
  get files(): FileSystem {
    return this.config.files;
  }
  get hasStdin(): boolean {
    return this.config.hasStdin;
  }
  get hostname(): string {
    return this.config.hostname;
  }
  get podIP(): string {
    return this.config.podIP;
  }
  get argv(): readonly string[] {
    return this.config.argv;
  }

  /** Starts process 1. @returns the runtime's words when there is no such program */
  start(): string | undefined {
    const { argv, image } = this.config;
    const program = image.runner.find(image, argv);
    if (typeof program === 'string') {
      this.finish(128, 'StartError', program);
      return program;
    }
    this.state = 'running';
    this.startedAtMs = this.simulation.nowMs;
    this.startedAt = this.simulation.timestamp();
    const main = program(argv, this);
    if ('next' in main) this.process = this.simulation.spawn(this.runTask(main), this.config.name);
    else this.behave(main);
    return undefined;
  }

  /** SIGTERM to process 1; without a handler nothing happens. */
  terminate(): void {
    if (this.state !== 'running') return;
    const { term } = this.behaviour ?? {};
    if (this.termHandler) this.termHandler();
    else if (term) this.later(term.afterMs, () => this.end(term.exitCode));
  }

  /** SIGKILL. */
  kill(reason = 'Error', exitCode = 137, message = ''): void {
    if (this.state === 'running') this.finish(exitCode, reason, message);
  }

  signal(): void {
    this.terminate();
  }

  spawn(task: Task): void {
    this.jobs ??= [];
    this.jobs.push(this.simulation.spawn(task, this.config.name));
  }

  *dial(host: string, port: number, request: HttpRequest, limitMs: number): Task<DialAnswer> {
    const answer = this.config.dial(this, host, port, request);
    const tookMs = Math.min(answer.afterMs, limitMs);
    if (tookMs > 0) yield tookMs;
    return answer.afterMs > limitMs ? { failure: 'timeout', afterMs: limitMs } : answer;
  }

  log(text: string): void {
    this.lines ??= new ContainerLog();
    this.lines.add({ atMs: this.simulation.nowMs, text });
  }

  /** What it wrote so far, oldest first. */
  logs(): readonly LogLine[] {
    const untilMs = this.state === 'exited' ? this.finishedAtMs : this.simulation.nowMs;
    const own = this.ownLines().filter(({ atMs }) => atMs <= untilMs);
    return [...own, ...(this.lines?.lines ?? [])].sort((a, b) => a.atMs - b.atMs);
  }

  /** Calls `onLine` for what it writes from now on; returns what ends that. */
  follow(onLine: (line: LogLine) => void): () => void {
    this.lines ??= new ContainerLog();
    const { followers } = this.lines;
    followers.add(onLine);
    const { nowMs } = this.simulation;
    for (const line of this.ownLines())
      if (line.atMs > nowMs) this.later(line.atMs - nowMs, () => followers.has(onLine) && onLine(line));
    return () => followers.delete(onLine);
  }

  use(usage: { readonly cpuMilli?: number; readonly memoryBytes?: number }): void {
    this.base = { ...this.base, ...usage };
    if (usage.memoryBytes === undefined) return;
    this.planOutOfMemory();
    this.onChange(this, 'memory');
  }

  *become(behaviour: Behaviour): Task<number> {
    this.ended = new Gate();
    this.behave(behaviour);
    return (yield this.ended as Gate<unknown>) as number;
  }

  onTerm(handler: (() => void) | undefined): void {
    this.termHandler = handler;
  }

  /** Whether something listens on `port`. */
  isListening(port: number): boolean {
    const { ports = [], listensAfterMs = 0 } = this.behaviour ?? {};
    const isUp = this.simulation.nowMs >= this.behavesSinceMs + listensAfterMs;
    return this.state === 'running' && isUp && ports.includes(port);
  }

  /** A request reaches the program; undefined when it does not speak HTTP on that port. */
  handle(port: number, request: HttpRequest): HttpResponse | undefined {
    const { behaviour } = this;
    if (behaviour?.handle === undefined || !this.isListening(port)) return undefined;
    const { cpuMsPerRequest = 1 } = behaviour;
    this.load ??= new Load();
    this.load.add(this.simulation.nowMs, (request.count ?? 1) * cpuMsPerRequest);
    const response = behaviour.handle(request, this);
    if (behaviour.accessLog) this.log(behaviour.accessLog(request, response, this));
    // Above the limit the processor is taken away for part of each period, and answers come that much later.
    const { cpuLimitMilli } = this.config;
    const wanted = this.wantedCpuMilli();
    if (cpuLimitMilli === undefined || wanted <= cpuLimitMilli) return response;
    return { ...response, afterMs: Math.round((response.afterMs * wanted) / cpuLimitMilli) };
  }

  /** What it uses now; the processor never above its limit. */
  usage(): { readonly cpuMilli: number; readonly memoryBytes: number } {
    if (this.state !== 'running') return { cpuMilli: 0, memoryBytes: 0 };
    const { cpuLimitMilli = Number.POSITIVE_INFINITY } = this.config;
    return {
      cpuMilli: Math.min(this.wantedCpuMilli(), cpuLimitMilli),
      memoryBytes: this.memoryAt(this.simulation.nowMs),
    };
  }

  /** Bytes in use at a time to come, if nothing changes; for the node's memory pressure. */
  memoryAt(ms: number): number {
    const { memoryBytes } = this.base;
    const { memoryPerSecond = 0, memoryLimitBytes = Number.POSITIVE_INFINITY } = this.behaviour ?? {};
    const grown = Math.floor(((ms - this.behavesSinceMs) / 1000) * memoryPerSecond);
    return Math.min(memoryBytes + grown, Math.max(memoryBytes, memoryLimitBytes));
  }

  /** Bytes a second by which it grows. */
  get growth(): number {
    return this.state === 'running' ? (this.behaviour?.memoryPerSecond ?? 0) : 0;
  }

  /** What the behaviour logs by itself; nothing of it is kept. */
  private ownLines(): readonly LogLine[] {
    const lines = this.behaviour?.lines?.(this) ?? [];
    return lines.map(({ afterMs, text }) => ({ atMs: this.behavesSinceMs + afterMs, text }));
  }

  private wantedCpuMilli(): number {
    return this.base.cpuMilli + (this.load?.milli(this.simulation.nowMs) ?? 0);
  }

  private *runTask(task: Task<number>): Task {
    this.end(yield* task);
  }

  private behave(behaviour: Behaviour): void {
    const { cpuMilli = idleCpuMilli, memoryBytes = idleMemoryBytes, ends } = behaviour;
    this.behaviour = behaviour;
    this.behavesSinceMs = this.simulation.nowMs;
    this.base = { cpuMilli, memoryBytes };
    if (ends) this.later(ends.afterMs, () => this.end(ends.exitCode));
    this.planOutOfMemory();
    this.onChange(this, 'memory');
  }

  /** The kernel kills the container when its memory would pass the limit. */
  private planOutOfMemory(): void {
    const { memoryLimitBytes } = this.config;
    if (memoryLimitBytes === undefined || this.state !== 'running') return;
    if (this.outOfMemory) this.outOfMemory.isCancelled = true;
    const nowBytes = this.memoryAt(this.simulation.nowMs);
    const kill = () => this.kill('OOMKilled');
    // One step later: a program finds out about its end at its next pause.
    if (nowBytes > memoryLimitBytes) this.outOfMemory = this.later(0, kill);
    else if (this.growth > 0 && this.memoryAt(Number.MAX_SAFE_INTEGER) > memoryLimitBytes)
      this.outOfMemory = this.later(
        Math.ceil(((memoryLimitBytes + 1 - nowBytes) * 1000) / this.growth),
        kill,
      );
  }

  private end(exitCode: number): void {
    if (this.state !== 'running') return;
    if (this.process && !this.process.isDone && this.ended) {
      const { ended } = this;
      this.ended = undefined;
      ended.open(exitCode);
    } else this.finish(exitCode, exitCode === 0 ? 'Completed' : 'Error', '');
  }

  private finish(exitCode: number, reason: string, message: string): void {
    this.state = 'exited';
    this.exitCode = exitCode;
    this.reason = reason;
    this.message = message || this.lastWords();
    this.finishedAtMs = this.simulation.nowMs;
    this.finishedAt = this.simulation.timestamp();
    for (const timer of this.timers ?? []) timer.isCancelled = true;
    this.timers = undefined;
    this.process?.kill();
    for (const job of this.jobs ?? []) job.kill();
    this.process = undefined;
    this.jobs = undefined;
    this.lines?.followers.clear();
    this.exited.open();
    this.onChange(this, 'exit');
  }

  /** kuberuntime_container.go, getTerminationMessage: at most 4096 bytes of the file, or 2048 of the log. */
  private lastWords(): string {
    const { terminationMessagePath, hasLogFallback } = this.config;
    const left = this.files.read(terminationMessagePath)?.slice(0, 4096);
    if (left || !hasLogFallback || this.exitCode === 0) return left ?? '';
    const lines = this.logs().slice(-80);
    return lines
      .map(({ text }) => `${text}\n`)
      .join('')
      .slice(-2048);
  }

  private later(ms: number, run: () => void): PendingEvent {
    const timer = this.simulation.after(ms, this.config.name, run);
    this.timers ??= [];
    this.timers.push(timer);
    return timer;
  }
}
