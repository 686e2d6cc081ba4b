import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchContent } from '../../lib/site/watch-content';

let folder = '';
let stop = () => {};
const changed = vi.fn();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-watch-'));
  mkdirSync(join(folder, '01-a'));
  writeFileSync(join(folder, '01-a/ko.mdx'), 'one');
  changed.mockClear();
  stop = watchContent(folder, changed);
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true });
});

/** Saves as many editors do: a new file takes the old one's name. */
function saveByRenaming(path: string, text: string): void {
  writeFileSync(join(folder, `${path}~`), text);
  renameSync(join(folder, `${path}~`), join(folder, path));
}

const heardAgain = async (change: () => void) => {
  const before = changed.mock.calls.length;
  change();
  await vi.waitFor(() => expect(changed.mock.calls.length).toBeGreaterThan(before), {
    timeout: 5000,
    interval: 5,
  });
};

it('hears every save, also after a save by renaming', async () => {
  for (const text of ['two', 'three', 'four']) await heardAgain(() => saveByRenaming('01-a/ko.mdx', text));
  await heardAgain(() => writeFileSync(join(folder, '01-a/ko.mdx'), 'five'));
});

it('hears a lesson in a folder that came later', async () => {
  await heardAgain(() => mkdirSync(join(folder, '02-b')));
  await heardAgain(() => saveByRenaming('02-b/ko.mdx', 'new'));
});

it('goes on after a folder was removed', async () => {
  await heardAgain(() => rmSync(join(folder, '01-a'), { recursive: true }));
  await heardAgain(() => writeFileSync(join(folder, 'facts.yaml'), 'facts: []'));
});
