import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Everything that goes into the export. Folders count with all that is in them. */
const sources = [
  'app',
  'components',
  'content',
  'lib',
  'public',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
];

/** What is made from the rest (generated.ts, copy-pictures.ts), and what runs beside the site. */
const isLeftOut = (path: string) =>
  /\.gen\.|^public\/(fonts|content-images)\/|^lib\/site\/bench\//.test(path);

/** Stands in the export itself, so that an export made or changed by something else is never taken for fresh. */
const stampFile = 'out/.made-from';

/** A hash of the content of all sources under `root`; times of files do not matter. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesIn(join(root, source))).sort()) {
    const path = relative(root, file).split(sep).join('/');
    if (!isLeftOut(path))
      hash.update(`${path}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}

/** Whether `out/` was made from what stands in the project now. */
export function isExportFresh(root: string): boolean {
  const stamp = join(root, stampFile);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(root);
}

/** Says what the export was made from. `hash` is taken before the build, so that a change made during it counts. */
export function stampExport(root: string, hash: string): void {
  writeFileSync(join(root, stampFile), hash);
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
