import type { Cluster } from '../cluster';

/** How often virtual time catches up with real time, in ms. */
const tickMs = 20;
/** A machine that slept does not let its cluster run through the night at once. */
const longestGapMs = 1000;

/**
 * Lets virtual time follow real time, `speed` times as fast. Real time stays real for the clients: with another speed than
 * 1 their clocks and the cluster's differ.
 * @returns what stops it
 */
export function followRealTime(cluster: Cluster, speed: number): () => void {
  let beforeMs = performance.now();
  let restMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const dueMs = restMs + Math.min(nowMs - beforeMs, longestGapMs) * speed;
    const wholeMs = Math.floor(dueMs);
    restMs = dueMs - wholeMs;
    beforeMs = nowMs;
    cluster.advance(wholeMs);
  }, tickMs);
  return () => clearInterval(timer);
}
