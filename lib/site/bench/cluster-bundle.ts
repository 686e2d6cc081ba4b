import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Figures } from './cluster-scenarios';

/** What a browser would load, minified and compressed by gzip, in kB (1000 bytes). */
export async function bundleSizes(): Promise<Figures> {
  return {
    'cluster kB': await size("export * from './lib/cluster';"),
    'cluster and kubectl kB': await size(
      "export * from './lib/cluster'; export * from './lib/kubectl/workstation';",
    ),
  };
}

async function size(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1000;
}
