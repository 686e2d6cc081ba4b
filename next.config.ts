import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants';
import { ensureGenerated } from './lib/site/generated';

export default async (phase: string): Promise<NextConfig> => {
  await ensureGenerated();
  return {
    // With `output: 'export'` the development server answers 500 to any path a route does not list.
    ...(phase === PHASE_DEVELOPMENT_SERVER ? {} : { output: 'export' as const }),
    // Folders with index.html are served rightly by every static host.
    trailingSlash: true,
    images: { unoptimized: true },
    poweredByHeader: false,
    reactStrictMode: true,
    // `npm run check` has a step of its own for types; a second compiler in the build costs a third of its memory.
    typescript: { ignoreBuildErrors: true },
    // `npm run dev` may be opened by either name of this machine.
    allowedDevOrigins: ['127.0.0.1'],
    agentRules: false,
    experimental: { globalNotFound: true },
  };
};
