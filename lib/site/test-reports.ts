import { existsSync, readFileSync } from 'node:fs';

/** Where the test runners write their counts, relative to the project. */
export const unitReport = '.cache/vitest.json';
export const browserReport = '.cache/playwright.json';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Report {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
  readonly stats?: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly suites?: readonly Suite[];
}

interface Suite {
  readonly file?: string;
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[];
    }[];
  }[];
  readonly suites?: readonly Suite[];
}

const read = (file: string): Report =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : {};

/**
 * Counts from the report of Vitest or Playwright; a runner that wrote none counts nothing. A test that needed its second try
 * (only CI has one) counts as passed, and `troubles` names it.
 */
export function readCounts(file: string): Counts {
  const report = read(file);
  const { stats } = report;
  if (stats) return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 };
}

/** The tests that failed or needed a second try, each with its first error: what one wants to read first. */
export function troubles(file: string): readonly string[] {
  const { testResults = [], suites = [] } = read(file);
  const unit = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(
        ({ fullName, failureMessages }) => `FAILED ${name} › ${fullName}\n  ${brief(failureMessages?.[0])}`,
      ),
  );
  return [...unit, ...suites.flatMap(troublesOf)];
}

function troublesOf({ specs = [], suites = [] }: Suite): readonly string[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => {
        const message = results.flatMap(({ errors = [] }) => errors)[0]?.message;
        return `${status === 'flaky' ? 'FLAKY ' : 'FAILED'} ${file} › ${title}\n  ${brief(message)}`;
      }),
  );
  return [...own, ...suites.flatMap(troublesOf)];
}

/** The first lines of an error, without the colours of a terminal. */
function brief(message = ''): string {
  const escapeCode = String.fromCharCode(27);
  const plain = message
    .split(escapeCode)
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[\d;]*m/, '')));
  return plain.join('').split('\n').slice(0, 6).join('\n  ');
}
