/**
 * `npm run bench:build -- --lessons 200`: what a build of many lessons in two languages costs, from nothing and again after
 * one lesson changed. Works on a copy of the project beside it; needs Linux (see process-cost.ts).
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateLessons } from './generate-lessons';
import { type Cost, measureProcess } from './process-cost';

const { values } = parseArgs({ options: { lessons: { type: 'string', default: '200' } } });
const root = process.cwd();
const copy = mkdtempSync(join(tmpdir(), 'reconcile-bench-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const leftOut = new Set(['node_modules', '.git', '.next', '.cache', 'out', 'test-results']);
for (const name of readdirSync(root)) {
  if (!leftOut.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
}
copyPackages();
generateLessons(join(copy, 'content'), Number(values.lessons));

report(`${values.lessons} lessons × 2 languages, from nothing`, await build());
const changed = join(copy, 'content/50-generated-0/01-lesson-0/ko.mdx');
appendFileSync(changed, '\n한 줄을 더합니다.\n');
report('again, one lesson changed', await build());

function build(): Promise<Cost> {
  return measureProcess(process.execPath, ['--import', 'tsx', 'lib/site/build.ts'], copy);
}

/** By hard links where the disk allows it; Turbopack refuses a linked folder. */
function copyPackages(): void {
  const [from, to] = [join(root, 'node_modules'), join(copy, 'node_modules')];
  if (spawnSync('cp', ['-al', from, to]).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function report(what: string, cost: Cost): void {
  if (cost.exitCode !== 0) {
    console.error(`The build of the copy failed (${what}).`);
    process.exit(1);
  }
  const mib = (cost.peakBytes / 1024 / 1024).toFixed(0);
  console.log(
    `\n${what}: ${cost.cpuSeconds.toFixed(1)} s of CPU, ${cost.wallSeconds.toFixed(1)} s by the clock, peak ${mib} MiB\n`,
  );
}
