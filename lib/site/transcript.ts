import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as descriptions from '../cluster/kube-apiserver/schema/descriptions';
import { clusterOf, presets } from '../cluster/presets';
import { RealRunner, realRunner } from '../kube-http/real-runner';
import { ownRunner, play } from '../transcript/play';
import { timeline } from '../transcript/timeline';
import { parseTranscript, printEntry, TranscriptError } from '../transcript/transcript';

/**
 * `npm run transcript -- FILE`: plays a transcript on a fresh cluster in virtual time and prints the outcome in the same
 * form; FILE is `-` for standard input.
 */
const usage = `Usage: npm run transcript -- FILE [--preset NAME] [--seed N] [--real PATH] [--timeline]

  FILE          commands with their times ("[t+2s] $ kubectl …"; without one, three seconds after the one before), files
                between "(file x)" and "(end of file)", comments; "-" is standard input
  --preset      the cluster to begin with (default three-nodes): ${presets.map(({ name }) => name).join(', ')}
  --seed        decides every random choice (default 1)
  --real PATH   runs the commands with this kubectl, over HTTP, instead of the course's own
  --timeline    prints the watch events as lines of JSON instead of what the commands printed`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      preset: { type: 'string', default: 'three-nodes' },
      seed: { type: 'string', default: '1' },
      real: { type: 'string' },
      timeline: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) {
    console.log(usage);
    process.exit(values.help ? 0 : 2);
  }
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed))
    throw new TranscriptError(`--seed is a whole number, found "${values.seed}".`);
  const entries = parseTranscript(readFileSync(file === '-' ? 0 : file, 'utf8'));
  const cluster = clusterOf(values.preset, { seed, ...(values.real && { epochMs: nowInWholeSeconds() }) });
  cluster.server.descriptions = descriptions;
  const runner = values.real ? await realRunner(cluster, values.real) : ownRunner(cluster);
  const played = await play(entries, cluster, runner);
  if (runner instanceof RealRunner) await runner.close();
  if (values.timeline)
    for (const line of timeline(cluster.etcd.history(), played.actions, played.fromMs)) console.log(line);
  else process.stdout.write(played.entries.map(printEntry).join(''));
} catch (error) {
  const isPlain =
    error instanceof TranscriptError ||
    error instanceof RangeError ||
    (error instanceof Error && 'code' in error);
  console.error(isPlain ? `transcript: ${(error as Error).message}` : error);
  process.exit(2);
}

/** A real kubectl looks at its own clock for ages; the cluster's clock, settled, shows the same time. */
function nowInWholeSeconds(): number {
  return Math.floor(Date.now() / 1000) * 1000 - 120_000;
}
