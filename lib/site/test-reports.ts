import { existsSync, readFileSync } from 'node:fs';

/** Where the test runners write their counts, relative to the project. */
export const unitReport = '.cache/vitest.json';
export const browserReport = '.cache/playwright.json';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Counts from the report of Vitest or Playwright; a runner that wrote none counts nothing. A flaky test is a failed one. */
export function readCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests?: number;
    numFailedTests?: number;
    stats?: { expected: number; unexpected: number; flaky: number };
  };
  const { stats } = report;
  if (stats) return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 };
}
