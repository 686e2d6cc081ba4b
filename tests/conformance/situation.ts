import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { clusterOf } from '@/lib/cluster';
import type { Cluster } from '@/lib/cluster/cluster';
import * as descriptions from '@/lib/cluster/kube-apiserver/schema/descriptions';
import { runOurKubectl } from './our-kubectl';
import { splitWords } from './words';

/** A state of the world, told as data, and the commands that are tried in it. */
const commandSchema = z.union([
  z.string(),
  z.strictObject({
    run: z.string(),
    stdin: z.string().optional(),
    /** Virtual seconds after which the server ends open watches; 900 if not said. */
    seconds: z.number().positive().optional(),
    /** What the learner's editor does: each line is a sed command. */
    editor: z.string().optional(),
  }),
]);

const situationSchema = z.strictObject({
  about: z.string(),
  preset: z.string(),
  seed: z.number().int().default(1),
  /** metrics-server is part of a preset unless this is false. */
  metrics: z.boolean().default(true),
  /** Files of `manifests/` that lie in the learner's folder, too. */
  uses: z.array(z.string()).default([]),
  files: z.record(z.string(), z.string()).default({}),
  /**
   * One step a line: `apply FILE`, `wait 30s`, `kubectl …`, `machine node-2 powerOff`, `component kube-scheduler stop`.
   */
  setup: z.array(z.string()).default([]),
  commands: z.array(commandSchema),
});

export interface Command {
  readonly run: string;
  readonly stdin?: string | undefined;
  readonly seconds?: number | undefined;
  readonly editor?: string | undefined;
}

export interface Situation extends Omit<z.infer<typeof situationSchema>, 'commands'> {
  readonly name: string;
  readonly commands: readonly Command[];
}

const folder = join(import.meta.dirname, 'situations');
const manifests = join(import.meta.dirname, 'manifests');

export function readSituation(name: string): Situation {
  const data = situationSchema.parse(parse(readFileSync(join(folder, `${name}.yaml`), 'utf8')));
  const commands = data.commands.map((each) => (typeof each === 'string' ? { run: each } : each));
  const used = data.uses.map((file) => [file, readFileSync(join(manifests, file), 'utf8')] as const);
  return { ...data, files: { ...Object.fromEntries(used), ...data.files }, name, commands };
}

export function situationNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** The cluster of `situation`, whose clock shows `epochNowMs` (whole seconds) when everything in the setup is done. */
export function buildCluster(situation: Situation, epochNowMs: number): Cluster {
  const known = lengths.get(situation.name);
  if (known === undefined) {
    const { nowMs } = build(situation, 0);
    lengths.set(situation.name, nowMs);
    return buildCluster(situation, epochNowMs);
  }
  return build(situation, epochNowMs - known);
}

/** How much virtual time each setup takes: it does not depend on the clock. */
const lengths = new Map<string, number>();

function build(situation: Situation, epochMs: number): Cluster {
  const { preset, seed, metrics } = situation;
  const cluster = clusterOf(preset, { seed, epochMs, ...(!metrics && { hasMetricsServer: false }) });
  cluster.server.descriptions = descriptions;
  for (const step of situation.setup) {
    try {
      takeStep(cluster, situation, step);
    } catch (error) {
      throw new Error(`Situation ${situation.name}, step "${step}": ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  cluster.advance((1000 - (cluster.nowMs % 1000)) % 1000);
  return cluster;
}

function takeStep(cluster: Cluster, situation: Situation, step: string): void {
  const [verb, ...args] = splitWords(step);
  const [first = '', second = ''] = args;
  switch (verb) {
    case 'apply':
      for (const document of parseAllDocuments(situation.files[first] ?? '')) post(cluster, document.toJS());
      break;
    case 'wait':
      cluster.advance(durationMs(first));
      break;
    case 'kubectl': {
      const { exitCode, stderr } = runOurKubectl(cluster, args, { files: situation.files, stdin: '' });
      if (exitCode !== 0) throw new Error(stderr);
      break;
    }
    case 'machine':
      cluster.apply({ kind: 'machine', name: first, action: second as 'powerOff' });
      break;
    case 'component':
      cluster.apply({ kind: 'component', name: first, action: second as 'stop' });
      break;
    default:
      throw new Error('There is no such step.');
  }
}

/** `30s`, `2m`, `1h`. */
export function durationMs(text: string): number {
  const found = /^(\d+)(ms|s|m|h)$/.exec(text);
  if (found === null) throw new Error(`"${text}" must be a number of ms, s, m or h.`);
  return Number(found[1]) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[found[2] as 'ms'];
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
}

const clusterScoped = new Set(['Namespace', 'Node', 'PriorityClass']);

/** Creates an object as any client would. */
function post(cluster: Cluster, manifest: Manifest): void {
  const { apiVersion, kind, metadata } = manifest;
  const plural = kind.endsWith('s') ? `${kind.toLowerCase()}es` : `${kind.toLowerCase()}s`;
  const namespace = clusterScoped.has(kind) ? '' : `/namespaces/${metadata.namespace ?? 'default'}`;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const answer = cluster.request({ method: 'POST', path: `${root}${namespace}/${plural}`, body: manifest });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}
