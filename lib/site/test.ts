/** `npm test`: everything that CI runs, on a machine that may lack the browser. */
import { check } from './check-all';
import { ensureBrowser } from './install-browser';

process.exit(ensureBrowser() && (await check(process.cwd())) ? 0 : 1);
