import type { Cluster } from '../cluster/cluster';
import { type MachineAction, machineActions } from '../cluster/recording';
import { registerApart } from '../kubectl/apart-verbs';
import { Workstation } from '../kubectl/workstation';
import type { Action } from './timeline';
import { type CommandEntry, type Entry, TranscriptError, type WatchPart } from './transcript';

/** What runs the commands: the course's own shell, or a real one with the real kubectl. */
export interface Runner {
  writeFile(path: string, text: string): void | Promise<void>;
  /** @param patienceMs ends the command after so much virtual time, as Ctrl-C does */
  run(command: string, patienceMs?: number): CommandResult | Promise<CommandResult>;
  /** Runs a command that does not end by itself; its lines come out with the seconds in front. */
  watch?(command: string, part: WatchPart): CommandResult;
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The course's own kubectl in its own shell, in virtual time. */
export function ownRunner(cluster: Cluster): Runner {
  registerApart();
  const workstation = new Workstation(cluster);
  return {
    writeFile: (path, text) => workstation.writeFile(path, text),
    run: (command, patienceMs) => workstation.runToEnd(command, patienceMs),
    watch: (command, part) => watch(workstation, command, part),
  };
}

function watch(
  workstation: Workstation,
  command: string,
  { untilSeconds, meanwhile }: WatchPart,
): CommandResult {
  const { cluster } = workstation;
  const beginMs = cluster.nowMs;
  let stdout = '';
  let line = '';
  const put = (text: string) => {
    stdout += `${((cluster.nowMs - beginMs) / 1000).toFixed(2).padStart(6)}  ${text}\n`;
  };
  const out = (text: string) => {
    const lines = `${line}${text}`.split('\n');
    line = lines.pop() ?? '';
    for (const each of lines) put(each);
  };
  const running = workstation.start(command, { out, err: out }, () => {});
  const advanceTo = (seconds: number) =>
    cluster.advance(Math.max(0, beginMs + Math.round(seconds * 1000) - cluster.nowMs));
  for (const each of meanwhile) {
    advanceTo(each.atSeconds);
    put(`(in another terminal: ${each.command})`);
    workstation.runToEnd(each.command);
  }
  advanceTo(untilSeconds);
  running.kill();
  return { stdout, stderr: '', exitCode: 130 };
}

export interface Played {
  readonly entries: readonly Entry[];
  readonly actions: readonly Action[];
  /** Virtual time at which the transcript began. */
  readonly fromMs: number;
}

/** Somebody looks at what came out before typing on. */
const pauseSeconds = 3;

/**
 * Plays a transcript on a cluster: each command at its time (or at once, when the one before took longer);
 * one without a time three seconds after the one before.
 *
 * Beside the shell's commands there are two of the machine room: `machine NAME power-off|power-on|cut|heal|remove` and
 * `component NAME stop|start`. The note `(total load is now N millicores)` lets all running Pods share that load.
 */
export async function play(entries: readonly Entry[], cluster: Cluster, runner: Runner): Promise<Played> {
  const fromMs = cluster.nowMs;
  let beginMs = fromMs;
  let lastSeconds = 0;
  const played: Entry[] = [];
  const actions: Action[] = [];
  for (const entry of entries) {
    if (entry.kind === 'file') await runner.writeFile(entry.path, entry.text);
    if (entry.kind !== 'command') {
      const load =
        entry.kind === 'comment' && /^\(total load is now (\d+) millicores\)$/.exec(entry.text)?.[1];
      if (load) cluster.apply({ kind: 'totalLoad', cpuMilli: Number(load) });
      played.push(entry);
      continue;
    }
    const seconds =
      entry.atSeconds ?? (cluster.nowMs - beginMs) / 1000 + (actions.length > 0 ? pauseSeconds : 0);
    // A clock that goes back is a new one: the recordings begin anew with each part.
    if (seconds < lastSeconds) beginMs = cluster.nowMs - seconds * 1000;
    lastSeconds = seconds;
    const dueMs = beginMs + Math.round(seconds * 1000);
    if (dueMs > cluster.nowMs) cluster.advance(dueMs - cluster.nowMs);
    const atMs = cluster.nowMs;
    actions.push({ atMs, action: entry.command });
    const result = machineRoom(entry, cluster) ?? (await runCommand(entry, runner));
    played.push({ ...entry, ...result, atSeconds: (atMs - beginMs) / 1000 });
  }
  return { entries: played, actions, fromMs };
}

function runCommand(
  { command, watch }: CommandEntry,
  runner: Runner,
): CommandResult | Promise<CommandResult> {
  if (watch === undefined) return runner.run(command);
  if (runner.watch) return runner.watch(command, watch);
  throw new TranscriptError(`A command that is stopped needs the course's own kubectl, found: ${command}`);
}

/** The commands that are no program of the shell; undefined for all others. */
function machineRoom({ command }: CommandEntry, cluster: Cluster): CommandResult | undefined {
  const [word, name = '', what = ''] = command.trim().split(/\s+/);
  if (word !== 'machine' && word !== 'component') return undefined;
  const done: CommandResult = { stdout: '', stderr: '', exitCode: 0 };
  try {
    if (word === 'machine') cluster.apply({ kind: 'machine', name, action: machineActionOf(what) });
    else if (what === 'stop' || what === 'start') cluster.apply({ kind: 'component', name, action: what });
    else throw new TranscriptError(`A component can "stop" or "start", found ${JSON.stringify(what)}.`);
    return done;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...done, stderr: `${error.message}\n`, exitCode: 1 };
  }
}

function machineActionOf(word: string): MachineAction {
  const name = word.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const found = machineActions.find((action) => action === name);
  if (found === undefined)
    throw new TranscriptError(
      `A machine can "power-off", "power-on", "cut", "heal" or "remove", found ${JSON.stringify(word)}.`,
    );
  return found;
}
