import { parseArgs } from 'node:util';
import { presetNames, serveCluster } from '../kube-http/serve-cluster';

/** `npm run cluster`: a simulated cluster for one's own kubectl, until Ctrl-C. */
const usage = `npm run cluster -- [--preset NAME] [--seed N] [--speed N] [--port N]
  --preset   which cluster: ${presetNames.join(', ')} (${presetNames[0]})
  --seed     decides every random choice (1)
  --speed    virtual seconds in a real one (1)
  --port     where to listen on 127.0.0.1 (8001; 0 takes a free one)`;

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        preset: { type: 'string', default: presetNames[0] ?? '' },
        seed: { type: 'string', default: '1' },
        speed: { type: 'string', default: '1' },
        port: { type: 'string', default: '8001' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${usage}`);
  }
}

function number(name: string, text: string, isGood: (value: number) => boolean): number {
  const value = Number(text);
  return text.trim() !== '' && isGood(value) ? value : fail(`--${name} cannot be "${text}".\n\n${usage}`);
}

const { preset, help, ...given } = readOptions();
if (help) {
  console.log(usage);
  process.exit(0);
}
const seed = number('seed', given.seed, Number.isInteger);
const speed = number('speed', given.speed, (value) => value > 0 && value <= 1000);
const port = number('port', given.port, (value) => Number.isInteger(value) && value >= 0 && value < 65_536);

const served = await serveCluster({ preset, seed, speed, port }).catch((error: NodeJS.ErrnoException) =>
  fail(error.code === 'EADDRINUSE' ? `Port ${port} is taken; try --port 0.` : error.message),
);
console.log(`The cluster "${preset}" runs${speed === 1 ? '' : `, ${speed} times as fast as real time`}. Ctrl-C ends it.
kubectl --server=http://127.0.0.1:${served.port} get nodes`);

// lib/site/run.mjs passes a terminal's signal on, so it may arrive twice.
let isClosing = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (isClosing) return;
    isClosing = true;
    served.close().then(() => process.exit(0));
  });
