/** `npm start`: the course on this computer, built first when it is stale. */
import { buildIfStale } from './build-export';
import { orSay } from './or-say';
import { serveExport } from './serve-export';

await orSay(buildIfStale(process.cwd()));
await serveExport(process.cwd());
