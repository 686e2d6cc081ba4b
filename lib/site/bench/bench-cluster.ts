/**
 * `npm run bench:cluster`: what the simulated cluster costs, each scenario in a process of its own, medians of several
 * runs, as a table and as JSON (`--json FILE`). `--only NAME` runs one scenario; `--large` adds the ladder to 150,000 Pods.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundleSizes } from './cluster-bundle';
import { type Figures, ladder, scenarios } from './cluster-scenarios';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string' },
    large: { type: 'boolean', default: false },
    child: { type: 'string' },
  },
});

if (values.child) {
  const run = { ...scenarios, ...ladder }[values.child];
  if (run === undefined) throw new Error(`There is no scenario "${values.child}".`);
  console.log(JSON.stringify(run()));
  process.exit(0);
}

const names = Object.keys({ ...scenarios, ...(values.large ? ladder : {}) }).filter(
  (name) => values.only === undefined || name === values.only,
);
const results: Record<string, Figures> = {};
for (const name of names) {
  const isLarge = Object.hasOwn(ladder, name);
  const runs = Array.from({ length: isLarge ? 1 : Number(values.runs) }, () => runOnce(name));
  results[name] = medians(runs);
  console.log(line(name, results[name]));
}
if (values.only === undefined) {
  results.bundle = await bundleSizes();
  console.log(line('bundle', results.bundle));
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, undefined, 2)}\n`);

function runOnce(name: string): Figures {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--max-old-space-size=8192', '--expose-gc', '--import', 'tsx', import.meta.filename, '--child', name],
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
