/** `npm run dev`: the course while it is written. A saved lesson shows on the open page by itself. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { copyPictures } from './copy-pictures';
import { contentStampFile, contentStampModule, ensureGenerated } from './generated';
import { watchContent } from './watch-content';
import { writeIfChanged } from './write-if-changed';

const root = process.cwd();
await ensureGenerated(root);
await copyPictures(root);

/** After a save the page comes first; what is new in syllables and pictures follows when the author pauses. */
const pauseMs = 2000;
let pause: NodeJS.Timeout | undefined;

const stopWatching = watchContent(join(root, 'content'), () => {
  writeIfChanged(join(root, contentStampFile), contentStampModule(Date.now()));
  clearTimeout(pause);
  pause = setTimeout(() => {
    Promise.all([ensureGenerated(root), copyPictures(root)]).catch((error: unknown) => console.error(error));
  }, pauseMs);
});

const hasGroups = process.platform !== 'win32';
const next = spawn(
  process.execPath,
  [join(root, 'node_modules/next/dist/bin/next'), 'dev', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own: ending only the first process would leave its server running.
    detached: hasGroups,
  },
);

process.on('exit', () => {
  stopWatching();
  try {
    if (hasGroups && next.pid !== undefined) process.kill(-next.pid, 'SIGTERM');
    else next.kill();
  } catch {
    // The group has already ended by itself.
  }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0));
next.on('exit', (code) => process.exit(code ?? 1));
