import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSiteServer, listen } from './site-server';

const usualPort = 4173;

/** Serves `out/` until the process ends, on `--port`, else `PORT`, else 4173; a taken port ends the process with the way out. */
export async function serveExport(root: string): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const port = Number(values.port ?? process.env.PORT ?? usualPort);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(
      `"${values.port ?? process.env.PORT}" is not a port: give a number up to 65535, as in: npm start -- --port 8080`,
    );
    process.exit(1);
  }
  try {
    const listening = await listen(createSiteServer(join(root, 'out')), port);
    console.log(`\n  Reconcile is at http://127.0.0.1:${listening}/\n  Stop it with Ctrl-C.\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    console.error(
      `Port ${port} is taken by another program. Stop that one, or choose another port: npm start -- --port ${port + 1}`,
    );
    process.exit(1);
  }
}
