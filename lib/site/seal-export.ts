import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformSync } from 'esbuild';
import { headersFile } from './headers';
import { sealPage } from './seal-page';

/** Seals every page in `folder` (see seal-page.ts) and writes `_headers`. Throws with all faults of all pages. */
export function sealExport(folder: string): void {
  const loader = minifiedLoader();
  const faults: string[] = [];
  for (const file of pagesIn(folder)) {
    const sealed = sealPage(readFileSync(file, 'utf8'), loader);
    for (const fault of sealed.faults) faults.push(`${relative(folder, file)}: ${fault}`);
    writeFileSync(file, sealed.html);
    if (sealed.payload) writePayload(folder, sealed.payload);
  }
  if (faults.length > 0) {
    throw new Error(
      `The export breaks the site's own policy (lib/site/headers.ts):\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  }
  writeFileSync(join(folder, '_headers'), headersFile());
}

function writePayload(folder: string, { path, script }: { path: string; script: string }): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, script);
}

export function pagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** The script that seal-page.ts puts in every page, small. */
export function minifiedLoader(): string {
  const source = readFileSync(new URL('loader.ts', import.meta.url), 'utf8');
  return transformSync(source, { loader: 'ts', format: 'iife', target: 'es2020', minify: true }).code.trim();
}
