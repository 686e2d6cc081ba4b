import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What was worked out from a file's content, kept on disk: unchanged files are neither parsed nor compiled again. */
export interface DiskCache {
  /** Gives the kept value for these parts (all that the work depends on), or works it out and keeps it. */
  remember<T>(parts: readonly string[], work: () => Promise<T> | T): Promise<T>;
  /** Removes what this cache was not asked for since it was opened. */
  forgetTheRest(): Promise<void>;
}

/** Opens `.cache/lessons` of a project. Entries are JSON, named by the hash of the pipeline's version and the parts. */
export async function openCache(root: string): Promise<DiskCache> {
  const folder = join(root, '.cache', 'lessons');
  const version = await pipelineVersion();
  const asked = new Set<string>();
  await mkdir(folder, { recursive: true });
  return {
    async remember<T>(parts: readonly string[], work: () => Promise<T> | T): Promise<T> {
      const name = `${hash([version, ...parts])}.json`;
      const path = join(folder, name);
      asked.add(name);
      const kept = await readFile(path, 'utf8').catch(() => null);
      if (kept !== null) return JSON.parse(kept) as T;
      const value = await work();
      // A name of its own: the same lesson may be asked for twice at once, by one process or by two.
      const draft = `${path}.${randomUUID()}.draft`;
      await writeFile(draft, JSON.stringify(value));
      // By renaming, so that no other process reads half of it.
      await rename(draft, path);
      return value;
    },
    async forgetTheRest() {
      const names = await readdir(folder);
      await Promise.all(
        names
          .filter((name) => name.endsWith('.json') && !asked.has(name))
          .map((name) => rm(join(folder, name), { force: true })),
      );
    },
  };
}

/** A zero byte between the parts keeps ['ab', 'c'] apart from ['a', 'bc']. */
function hash(parts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
}

/**
 * The pipeline's own sources and the lock file, hashed. A number kept by hand would be forgotten once, and then old
 * pages would be served as new; this costs some milliseconds a run.
 */
async function pipelineVersion(): Promise<string> {
  const rooms = ['lib/course/compile', 'lib/course/read'].map((room) => join(process.cwd(), room));
  const sources = await Promise.all(
    rooms.map(async (room) => (await readdir(room)).sort().map((name) => join(room, name))),
  );
  const files = [...sources.flat(), join(process.cwd(), 'package-lock.json')];
  return hash(await Promise.all(files.map((file) => readFile(file, 'utf8'))));
}
