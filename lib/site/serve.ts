/** Serves the export as it stands, for the browser tests. */
import { serveExport } from './serve-export';

await serveExport(process.cwd());
