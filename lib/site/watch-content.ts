import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Long enough for the two or three events of one save to count as one. */
const settleMs = 30;

/**
 * Calls `changed` after files under `folder` changed, once for each burst. One plain watcher a folder, and the folders are
 * listed again at every event: a recursive watcher of Node 20 hears nothing more after an editor saved by renaming.
 * Returns the function that ends it.
 */
export function watchContent(folder: string, changed: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      listen();
      changed();
    }, settleMs);
  };

  const listen = () => {
    const present = new Set(foldersIn(folder));
    for (const [path, watcher] of watchers) {
      if (present.has(path)) continue;
      watcher.close();
      watchers.delete(path);
    }
    for (const path of present) {
      if (watchers.has(path)) continue;
      const watcher = watch(path, heard);
      // A folder that is being removed reports an error; the next listing drops it.
      watcher.on('error', heard);
      watchers.set(path, watcher);
    }
  };

  listen();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return [
    folder,
    ...entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  ];
}
