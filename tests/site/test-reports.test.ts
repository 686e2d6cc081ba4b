import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCounts } from '../../lib/site/test-reports';

const folder = mkdtempSync(join(tmpdir(), 'reconcile-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

function countsOf(report: object) {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return readCounts(file);
}

describe('counts of the test runners', () => {
  it('are read from the report of Vitest', () => {
    expect(countsOf({ numPassedTests: 12, numFailedTests: 1 })).toEqual({ passed: 12, failed: 1 });
  });

  it('are read from the report of Playwright, where a flaky test failed', () => {
    expect(countsOf({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 } })).toEqual({
      passed: 7,
      failed: 2,
    });
  });

  it('are nothing when the runner wrote no report', () => {
    expect(readCounts(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 0 });
  });
});
