import type { Cluster } from '../cluster/cluster';
import { type MachineAction, machineActions } from '../cluster/recording';
import { Workstation } from '../kubectl/workstation';
import type { Action } from './timeline';
import { type CommandEntry, type Entry, TranscriptError } from './transcript';

/** What runs the commands: the course's own shell, or a real one with the real kubectl. */
export interface Runner {
  writeFile(path: string, text: string): void | Promise<void>;
  run(command: string): CommandResult | Promise<CommandResult>;
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The course's own kubectl in its own shell, in virtual time. */
export function ownRunner(cluster: Cluster): Runner {
  const workstation = new Workstation(cluster);
  return {
    writeFile: (path, text) => workstation.writeFile(path, text),
    run: (command) => workstation.runToEnd(command),
  };
}

export interface Played {
  readonly entries: readonly Entry[];
  readonly actions: readonly Action[];
  /** Virtual time at which the transcript began. */
  readonly fromMs: number;
}

/**
 * Plays a transcript on a cluster: each command at its time (or at once, when the one before took longer).
 *
 * Beside the shell's commands there are two of the machine room: `machine NAME power-off|power-on|cut|heal|remove` and
 * `component NAME stop|start`.
 */
export async function play(entries: readonly Entry[], cluster: Cluster, runner: Runner): Promise<Played> {
  const fromMs = cluster.nowMs;
  const played: Entry[] = [];
  const actions: Action[] = [];
  for (const entry of entries) {
    if (entry.kind === 'file') await runner.writeFile(entry.path, entry.text);
    if (entry.kind !== 'command') {
      played.push(entry);
      continue;
    }
    const dueMs = fromMs + Math.round((entry.atSeconds ?? 0) * 1000);
    if (dueMs > cluster.nowMs) cluster.advance(dueMs - cluster.nowMs);
    const atMs = cluster.nowMs;
    actions.push({ atMs, action: entry.command });
    const result = machineRoom(entry, cluster) ?? (await runner.run(entry.command));
    played.push({ ...entry, ...result, atSeconds: (atMs - fromMs) / 1000 });
  }
  return { entries: played, actions, fromMs };
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
