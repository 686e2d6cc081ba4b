import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled, isNodeNewEnough } from '../../lib/site/packages.mjs';

let root = '';
const writeLock = (path: string, packages: object) =>
  writeFileSync(join(root, path), JSON.stringify({ packages }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reconcile-packages-'));
  mkdirSync(join(root, 'node_modules'));
  writeLock('package-lock.json', {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-macs': { version: '1.0.0', optional: true },
  });
});
afterEach(() => rmSync(root, { recursive: true }));

describe('packages', () => {
  it('are missing after a fresh clone', () => {
    expect(isInstalled(root)).toBe(false);
  });

  it('are there when npm recorded every version of the lock, without those of other platforms', () => {
    writeLock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
    expect(isInstalled(root)).toBe(true);
  });

  it('are missing when the lock asks for another version or for one more', () => {
    writeLock('node_modules/.package-lock.json', { 'node_modules/a': { version: '0.9.0' } });
    expect(isInstalled(root)).toBe(false);
    writeLock('node_modules/.package-lock.json', {});
    expect(isInstalled(root)).toBe(false);
  });
});

it.each([
  ['20.9.0', true],
  ['20.20.2', true],
  ['24.0.0', true],
  ['20.8.1', false],
  ['18.19.0', false],
])('Node %s is new enough: %s', (version, isNew) => {
  expect(isNodeNewEnough(version)).toBe(isNew);
});
