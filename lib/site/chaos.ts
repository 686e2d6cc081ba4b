import { parseArgs } from 'node:util';
import { runChaos } from '../chaos/chaos';

/** `npm run chaos -- --seeds 1000 [--from 1]`, or `--seed N` for one, told in full. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
  },
});

if (values.seed) {
  const { log, violations, steps, hash } = runChaos(Number(values.seed));
  for (const line of [...log, ...violations, `${steps} steps, history ${hash}`]) console.log(line);
  process.exit(violations.length > 0 ? 1 : 0);
}

const first = Number(values.from);
let failed = 0;
for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const { violations } = runChaos(seed);
  if (violations.length === 0) continue;
  failed++;
  console.log(`seed ${seed}: ${violations[0]}\n  npm run chaos -- --seed ${seed}`);
}
console.log(`${values.seeds} seeds, ${failed} of them failed`);
process.exit(failed > 0 ? 1 : 0);
