import { clusterOf } from '@/lib/cluster/presets';
import type { MachineAction } from '@/lib/cluster/recording';
import { registerApart } from '@/lib/kubectl/apart-verbs';
import { Workstation } from '@/lib/kubectl/workstation';
import { timeline } from '@/lib/transcript/timeline';

/**
 * The recordings' cluster (three nodes of 2 cores, every image pulled in 0.3 s) with somebody at a keyboard. What the tests
 * beside this file expect was recorded on a real control plane (v1.20.2, kubectl v1.35.2); where v1.35 does otherwise, the
 * test says so.
 */
export class Scenario {
  readonly cluster = clusterOf('recorded');
  private readonly fromMs = this.cluster.nowMs;
  private readonly workstation = new Workstation(this.cluster);

  constructor() {
    registerApart();
  }

  file(path: string, text: string): this {
    this.workstation.writeFile(path, text);
    return this;
  }

  /** Runs a command line to its end; what it printed, standard error behind standard output. */
  run(command: string): string {
    const { stdout, stderr } = this.workstation.runToEnd(command);
    return stdout + stderr;
  }

  /** The printed lines, blanks pressed together, what chance decides taken out. */
  lines(command: string): string[] {
    return plain(this.run(command)).split('\n').filter(Boolean);
  }

  /** Seconds since the scenario began. */
  get now(): number {
    return (this.cluster.nowMs - this.fromMs) / 1000;
  }

  seconds(count: number): this {
    this.cluster.advance(count * 1000);
    return this;
  }

  machine(name: string, action: MachineAction): this {
    this.cluster.apply({ kind: 'machine', name, action });
    return this;
  }

  totalLoad(cpuMilli: number): this {
    this.cluster.apply({ kind: 'totalLoad', cpuMilli });
    return this;
  }

  /** The watch events so far of one kind. */
  changes(kind: string): Change[] {
    return timeline(this.cluster.etcd.history(), [], this.fromMs)
      .map((line) => JSON.parse(line) as Change)
      .filter((change) => change.kind === kind);
  }

  /** Messages of the events of one reason, in their order, with names' random parts taken out. */
  messages(reason: string): string[] {
    return this.changes('Event')
      .filter((event) => event.reason === reason && event.ev === 'ADDED')
      .map(({ message }) => plain(String(message)));
  }
}

export interface Change {
  readonly t: number;
  readonly ev: string;
  readonly kind: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** Without random suffixes, hashes, addresses and ages. */
export function plain(text: string): string {
  return text
    .replace(/\b10\.244\.\d+\.\d+\b/g, 'IP')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{8,10}(?=-|\b)/g, '-HASH')
    .replace(/(?<=-HASH)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-ID')
    .replace(/[ \t]+/g, ' ')
    .replace(/ $/gm, '');
}

/** Neighbours that are the same are one. */
export const steps = <T>(values: readonly T[]): T[] =>
  values.filter((value, index) => value !== values[index - 1]);
