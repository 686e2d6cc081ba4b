/** `npm run check`: everything that CI runs. */
import { check } from './check-all';

process.exit((await check(process.cwd())) ? 0 : 1);
