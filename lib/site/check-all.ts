import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build-export';
import { ensureGenerated } from './generated';
import { runProgram, type StepResult } from './run-step';
import { browserReport, readCounts, troubles, unitReport } from './test-reports';

interface Step {
  readonly name: string;
  readonly run: () => Promise<StepResult>;
  /** Where a test runner writes its counts, relative to the project. */
  readonly report?: string;
}

/** All that CI runs, cheapest first. Stops at the first step that fails, with what it printed. */
function stepsOf(root: string): readonly Step[] {
  const program =
    (name: string, ...args: string[]) =>
    () =>
      runProgram(root, name, args);
  return [
    { name: 'generated files', run: () => done(ensureGenerated(root)) },
    { name: 'route types', run: program('next', 'typegen') },
    { name: 'types', run: program('tsc', '--noEmit') },
    { name: 'lint', run: program('biome', 'check', '.') },
    { name: 'content', run: program('node', '--import', 'tsx', 'lib/site/check-content.ts') },
    {
      name: 'unit tests',
      run: program(
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${unitReport}`,
      ),
      report: unitReport,
    },
    { name: 'build', run: () => done(buildIfStale(root)) },
    { name: 'browser tests', run: program('playwright', 'test'), report: browserReport },
  ];
}

/** Runs the steps, says how long each took, and ends with `N passed, M failed`. True when nothing failed. */
export async function check(root: string): Promise<boolean> {
  let passed = 0;
  for (const { name, run, report } of stepsOf(root)) {
    if (report) rmSync(join(root, report), { force: true });
    const begin = performance.now();
    const result = await run();
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    const counts = report ? readCounts(join(root, report)) : { passed: 0, failed: 0 };
    passed += counts.passed;
    const isGood = result.isDone && counts.failed === 0 && (report === undefined || counts.passed > 0);
    console.log(
      `${isGood ? 'ok  ' : 'FAIL'} ${name.padEnd(16)} ${seconds.padStart(6)} s${report ? `  ${counts.passed} passed` : ''}`,
    );
    // First what is wrong, then everything: a long output is often cut at its end.
    for (const trouble of report ? troubles(join(root, report)) : []) console.log(trouble);
    if (isGood) continue;
    console.log(`\n${result.output}\n${passed} passed, ${Math.max(1, counts.failed)} failed`);
    return false;
  }
  console.log(`\n${passed} passed, 0 failed`);
  return true;
}

async function done(work: Promise<unknown>): Promise<StepResult> {
  try {
    await work;
    return { isDone: true, output: '' };
  } catch (error) {
    return { isDone: false, output: error instanceof Error ? error.message : String(error) };
  }
}
