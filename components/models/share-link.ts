/**
 * Settings in a link: what a reader changed, as base64url of JSON, in the fragment of the lesson's own address
 * (`#busy-search=eyJyZXBsaWNhcyI6…`). The fragment never leaves the browser. What comes back is untrusted.
 */
type Plain = Readonly<Record<string, unknown>>;

/** Longer fragments are not ours. */
const longestLink = 4000;

/** The parts of `now` that differ from `base`, as a plain object to lay over `base` again. */
export function changesBetween(base: unknown, now: unknown): Plain {
  if (!isPlain(base) || !isPlain(now)) return {};
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(now)) {
    const before = base[name];
    if (isPlain(value) && isPlain(before)) {
      const inner = changesBetween(before, value);
      if (Object.keys(inner).length > 0) changes[name] = inner;
    } else if (value !== before) changes[name] = value;
  }
  return changes;
}

export function encodeChanges(key: string, changes: Plain): string {
  const bytes = new TextEncoder().encode(JSON.stringify(changes));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `#${key}=${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/** The changes a fragment carries for `key`; null when it carries none, 'damaged' when they cannot be read. */
export function decodeChanges(key: string, hash: string): Plain | 'damaged' | null {
  if (!hash.startsWith(`#${key}=`)) return null;
  if (hash.length > longestLink) return 'damaged';
  try {
    const base64 = hash
      .slice(key.length + 2)
      .replaceAll('-', '+')
      .replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isPlain(value) ? value : 'damaged';
  } catch {
    return 'damaged';
  }
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
