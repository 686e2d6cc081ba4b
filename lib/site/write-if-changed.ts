import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a generated file only when its content differs, so that watchers and caches that look at the time stay quiet; and
 * by renaming, so that no reader ever sees half of it.
 */
export function writeIfChanged(file: string, content: string | Buffer): void {
  const wanted = Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(wanted)) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, wanted);
  renameSync(draft, file);
}
