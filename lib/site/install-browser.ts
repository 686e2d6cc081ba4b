import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser';

/** Ways to get a browser, tried in turn until one is found. Those of other systems fail at once and harmlessly. */
const ways: readonly (readonly string[])[] = [
  ['npx', 'playwright', 'install', '--with-deps', 'chromium'],
  ['npx', 'playwright', 'install', 'chromium'],
  ['apt-get', 'update'],
  ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
  ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium-browser'],
  ['dnf', 'install', '-y', 'chromium'],
  ['pacman', '-Sy', '--noconfirm', 'chromium'],
  ['zypper', '--non-interactive', 'install', 'chromium'],
  ['apk', 'add', 'chromium'],
  ['brew', 'install', '--cask', 'google-chrome'],
];

/** Finds a browser for the browser tests, or installs one. Says in plain words what to do and returns false when neither works. */
export function ensureBrowser(): boolean {
  if (findBrowser()) return true;
  console.log('No Chromium or Chrome found; installing one for the browser tests…');
  for (const way of ways) {
    if (!run(way)) continue;
    if (findBrowser()) return true;
  }
  console.error(
    'The browser tests need Chromium or Chrome, and it could not be installed. Install one, or set CHROME_PATH to it.',
  );
  return false;
}

/** System package managers need rights: as they are for root, else by `sudo` where that needs no password. */
function run(way: readonly string[]): boolean {
  const isSystem = way[0] !== 'npx' && way[0] !== 'brew';
  const needsSudo = isSystem && process.getuid !== undefined && process.getuid() !== 0;
  const [command = '', ...args] = needsSudo ? ['sudo', '-n', ...way] : way;
  console.log(`  ${[command, ...args].join(' ')}`);
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 600_000,
    shell: process.platform === 'win32',
  });
  const isDone = result.status === 0;
  if (!isDone) console.log(`    did not work: ${result.error?.message ?? lastLine(result.stderr)}`);
  return isDone;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
