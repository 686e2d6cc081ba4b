/**
 * `npm run bench:cluster`: what the simulated cluster costs, each run in a process of its own, medians of several runs, as a
 * table and as JSON (`--json FILE`). `--only NAME` runs one scenario; `--large` adds the ladder to 150,000 Pods. What runs is
 * the bundled code, as a page runs it: tsx wraps every closure, which costs a third more.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundleSizes } from './cluster-bundle';
import { type Figures, ladder, scenarios } from './cluster-scenarios';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string' },
    large: { type: 'boolean', default: false },
  },
});

const names = values.only
  ? [values.only]
  : [...Object.keys(scenarios), ...(values.large ? Object.keys(ladder) : [])];
const folder = mkdtempSync(join(tmpdir(), 'bench-cluster-'));
const results: Record<string, Figures> = {};
try {
  const script = join(folder, 'child.mjs');
  await bundle(script);
  for (const name of names) {
    const count = Object.hasOwn(ladder, name) ? 1 : Number(values.runs);
    results[name] = medians(Array.from({ length: count }, () => runOnce(script, name)));
    console.log(line(name, results[name]));
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (values.only === undefined) {
  results.bundle = await bundleSizes();
  console.log(line('bundle', results.bundle));
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, undefined, 2)}\n`);

async function bundle(outfile: string): Promise<void> {
  const contents = `
    import { ladder, scenarios } from './cluster-scenarios';
    const name = process.argv[2] ?? '';
    const run = { ...scenarios, ...ladder }[name];
    if (run === undefined) throw new Error('There is no scenario "' + name + '".');
    console.log(JSON.stringify(run()));`;
  await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
}

function runOnce(script: string, name: string): Figures {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--max-old-space-size=8192', script, name],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The scenario "${name}" failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Figures;
}

function medians(runs: readonly Figures[]): Figures {
  const [first = {}] = runs;
  return Object.fromEntries(
    Object.keys(first).map((key) => {
      const sorted = runs.map((run) => run[key] ?? Number.NaN).sort((a, b) => a - b);
      return [key, sorted[Math.floor(sorted.length / 2)] ?? Number.NaN];
    }),
  );
}

function line(name: string, figures: Figures): string {
  const texts = Object.entries(figures).map(([key, value]) => `${key} ${Number(value.toPrecision(4))}`);
  return `${name.padEnd(22)} ${texts.join(' · ')}`;
}
