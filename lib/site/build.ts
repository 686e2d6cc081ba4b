/** `npm run build`: the export in `out/`, ready for any static host. */
import { buildExport } from './build-export';
import { orSay } from './or-say';

await orSay(buildExport(process.cwd()));
console.log('The course is in out/.');
