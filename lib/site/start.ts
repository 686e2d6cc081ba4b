/** `npm start`: the course on this computer, built first when it is stale. */
import { buildIfStale } from './build-export';
import { serveExport } from './serve-export';

await buildIfStale(process.cwd());
await serveExport(process.cwd());
