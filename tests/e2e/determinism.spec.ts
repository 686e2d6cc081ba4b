import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { runChaos } from '../../lib/chaos/chaos';

/** The cluster in the browser is the cluster in Node: the same seed gives the same history, whatever the language. */
const seeds = [3, 11, 12];
const expected = seeds.map((seed) => runChaos(seed, 20).hash);

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { runChaos } from './lib/chaos/chaos';
        globalThis.hashes = ${JSON.stringify(seeds)}.map((seed) => runChaos(seed, 20).hash);`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

for (const locale of ['ko-KR', 'en-US', 'tr-TR']) {
  test.describe(`In a browser that speaks ${locale}`, () => {
    test.use({ locale });

    test('a cluster has the history it has in Node', async ({ page }) => {
      await page.addScriptTag({ content: await bundle() });
      expect(await page.evaluate('globalThis.hashes')).toEqual(expected);
    });
  });
}
