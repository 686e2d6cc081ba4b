import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes in `folder` a plain HTML+CSS page out of a page of the export: the same text, styles and fonts, and no script.
 * What a page like this costs is the least the lesson could cost.
 */
export function makePlainPage(exported: string, pagePath: string, folder: string): void {
  const html = readFileSync(join(exported, pagePath, 'index.html'), 'utf8');
  const plain = html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of ['_next', 'fonts', 'content-images']) {
    if (existsSync(join(exported, part)))
      cpSync(join(exported, part), join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, 'index.html'), plain);
  writeFileSync(join(folder, '404.html'), '<!DOCTYPE html><p>Not found</p>');
}
