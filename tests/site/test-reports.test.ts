import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCounts, troubles } from '../../lib/site/test-reports';

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

  it('are read from the report of Playwright, where a test that needed its second try passed', () => {
    expect(countsOf({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 } })).toEqual({
      passed: 8,
      failed: 1,
    });
  });

  it('name what failed and what needed a second try, with the first error', () => {
    const file = join(folder, 'names.json');
    const test = (status: string, message: string) => [{ status, results: [{ errors: [{ message }] }] }];
    const specs = [
      { title: 'breaks', file: 'a.spec.ts', tests: test('unexpected', 'Expected: 1') },
      { title: 'wavers', file: 'a.spec.ts', tests: test('flaky', 'Timeout') },
      { title: 'works', file: 'a.spec.ts', tests: test('expected', '') },
    ];
    const failed = { status: 'failed', fullName: 'counts', failureMessages: ['AssertionError: 2'] };
    writeFileSync(
      file,
      JSON.stringify({
        suites: [{ suites: [{ specs }] }],
        testResults: [{ name: 'b.test.ts', assertionResults: [failed] }],
      }),
    );
    expect(troubles(file)).toEqual([
      'FAILED b.test.ts › counts\n  AssertionError: 2',
      'FAILED a.spec.ts › breaks\n  Expected: 1',
      'FLAKY  a.spec.ts › wavers\n  Timeout',
    ]);
  });

  it('are nothing when the runner wrote no report', () => {
    expect(readCounts(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 0 });
  });
});
