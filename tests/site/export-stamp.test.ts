import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isExportFresh, sourceHash, stampExport } from '../../lib/site/export-stamp';

let root = '';
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reconcile-stamp-'));
  write('content/01-a/ko.mdx', '하나');
  write('package-lock.json', '{}');
  write('out/index.html', '');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the export is fresh', () => {
  beforeEach(() => stampExport(root, sourceHash(root)));

  it('when nothing changed', () => {
    expect(isExportFresh(root)).toBe(true);
  });

  it('when a file was only touched', () => {
    utimesSync(join(root, 'content/01-a/ko.mdx'), 1, 1);
    expect(isExportFresh(root)).toBe(true);
  });

  it('when a generated file changed', () => {
    write('lib/course/content-stamp.gen.ts', 'export const contentStamp = 5;');
    write('public/fonts/a.woff2', 'x');
    expect(isExportFresh(root)).toBe(true);
  });
});

describe('the export is stale', () => {
  it('when it was never made', () => {
    expect(isExportFresh(root)).toBe(false);
  });

  it.each([
    ['a lesson changed', () => write('content/01-a/ko.mdx', '둘')],
    ['a lesson was added', () => write('content/01-a/en.mdx', 'one')],
    [
      'a file was renamed',
      () => {
        rmSync(join(root, 'content/01-a/ko.mdx'));
        write('content/02-a/ko.mdx', '하나');
      },
    ],
    ['packages changed', () => write('package-lock.json', '{"a":1}')],
    ['another program made the export anew', () => rmSync(join(root, 'out'), { recursive: true })],
  ])('when %s', (_why, change) => {
    stampExport(root, sourceHash(root));
    change();
    expect(isExportFresh(root)).toBe(false);
  });
});
