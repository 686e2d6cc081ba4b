import type { Etcd } from './etcd';

/**
 * One number for a whole history: equal on every machine and in every browser when, and only when, the same things happened at
 * the same virtual times. Who caused them is left out, because looking at a cluster is traced, too.
 */
export function historyHash(etcd: Etcd): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const { revision, type, storage, key, atMs, object } of etcd.history()) {
    const text = `${revision} ${type} ${storage} ${key} ${atMs} ${JSON.stringify(object)}`;
    // cyrb53 (bryc): two multiplicative hashes side by side, in exact integer arithmetic.
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  }
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}
