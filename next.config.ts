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
    agentRules: false,
    experimental: { globalNotFound: true },
  };
};
