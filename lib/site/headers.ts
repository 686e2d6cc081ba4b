/**
 * The one place that says what a browser may do with the site. The policy of scripts is different for each page (it lists
 * the hashes of that page's inline scripts), so it stands in the page; what a page cannot say of itself is sent as a header.
 */

/** The Content-Security-Policy of a page whose inline scripts have these hashes (`sha256-…`). */
export function pagePolicy(scriptHashes: readonly string[]): string {
  const scripts = scriptHashes.map((hash) => ` '${hash}'`).join('');
  return [
    "default-src 'self'",
    `script-src 'self'${scripts}`,
    "script-src-attr 'none'",
    "style-src 'self'",
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

type Headers = Readonly<Record<string, string>>;

/** Sent with everything. Browsers ignore `frame-ancestors` in a page's own policy, so it is here. */
const always: Headers = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Names of files under these folders contain a hash of what is in them. */
const immutableFolders = ['/_next/static/', '/fonts/'];
const immutable: Headers = { 'Cache-Control': 'public, max-age=31536000, immutable' };
const revalidated: Headers = { 'Cache-Control': 'no-cache' };

/** The headers of the file at `path` (a URL path). */
export function headersFor(path: string): Headers {
  return {
    ...always,
    ...(immutableFolders.some((folder) => path.startsWith(folder)) ? immutable : revalidated),
  };
}

/**
 * The same as a `_headers` file, which Netlify, Cloudflare Pages and others read. Rules add up there, so that the folders
 * only add their caching; pages are revalidated by default on those hosts.
 */
export function headersFile(): string {
  const rule = (path: string, headers: Headers) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  return `${[rule('/*', always), ...immutableFolders.map((folder) => rule(`${folder}*`, immutable))].join('\n\n')}\n`;
}
