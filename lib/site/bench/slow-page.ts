import type { Browser, CDPSession, Page } from '@playwright/test';

/** A mid-range phone on a slow mobile network: 4 times slower CPU, 1.6 Mbit/s both ways, 150 ms. */
const cpuSlowdown = 4;
const bytesPerSecond = 1_600_000 / 8;
const latencyMs = 150;

/** Quiet: nothing in flight and no long task for this long. */
const quietMs = 2000;

/** One response: when it was complete (seconds, the browser's monotonic clock) and its bytes as sent, with headers. */
export interface Arrival {
  readonly type: string;
  readonly url: string;
  readonly bytes: number;
  readonly at: number;
}

/** A page with a cold cache on the slow phone, with a log of what arrives. */
export interface SlowPage {
  readonly page: Page;
  readonly arrivals: readonly Arrival[];
  /** When the load event fired, on the clock of `arrivals`. */
  loadedAt(): number;
  /** Resolves when the page has been quiet for two seconds after its load event. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openSlowPage(browser: Browser): Promise<SlowPage> {
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 412, height: 823 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await context.addInitScript(observe);
  const log = await logArrivals(session);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
  return {
    page,
    arrivals: log.arrivals,
    loadedAt: log.loadedAt,
    settled: () => settle(page, log.lastChange),
    close: () => context.close(),
  };
}

async function logArrivals(session: CDPSession) {
  const arrivals: Arrival[] = [];
  const pending = new Map<string, { type: string; url: string }>();
  let loaded = 0;
  let changed = Date.now();
  const touch = () => {
    changed = Date.now();
  };
  session.on('Network.requestWillBeSent', (event) => {
    if (event.request.url.startsWith('data:')) return;
    pending.set(event.requestId, { type: event.type ?? 'Other', url: event.request.url });
    touch();
  });
  session.on('Network.loadingFinished', (event) => {
    const request = pending.get(event.requestId);
    if (request) arrivals.push({ ...request, bytes: event.encodedDataLength, at: event.timestamp });
    pending.delete(event.requestId);
    touch();
  });
  session.on('Network.loadingFailed', (event) => {
    pending.delete(event.requestId);
    touch();
  });
  session.on('Page.loadEventFired', (event) => {
    loaded = event.timestamp;
    touch();
  });
  await session.send('Network.enable');
  await session.send('Page.enable');
  return {
    arrivals,
    loadedAt: () => loaded,
    lastChange: () => (pending.size > 0 || loaded === 0 ? Date.now() : changed),
  };
}

async function settle(page: Page, lastChange: () => number): Promise<void> {
  for (;;) {
    const lastTask = await page.evaluate(() => window.benchFigures.lastLongTaskEpoch);
    const quiet = Date.now() - Math.max(lastChange(), lastTask);
    if (quiet >= quietMs) return;
    await page.waitForTimeout(quietMs - quiet);
  }
}

declare global {
  interface Window {
    /** Written by `observe` in the page; times in ms. */
    benchFigures: {
      lcp: number;
      cls: number;
      fcp: number;
      longTasks: [number, number][];
      lastLongTaskEpoch: number;
    };
  }
}

/**
 * Runs in the page before anything else. It is sent as text, where a function that has a name would call a helper of the
 * compiler which the page does not have; so there are only functions without names.
 */
function observe(): void {
  const figures: Window['benchFigures'] = { lcp: 0, cls: 0, fcp: 0, longTasks: [], lastLongTaskEpoch: 0 };
  window.benchFigures = figures;
  for (const type of ['largest-contentful-paint', 'layout-shift', 'paint', 'longtask']) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (type === 'largest-contentful-paint') figures.lcp = entry.startTime;
        if (entry.name === 'first-contentful-paint') figures.fcp = entry.startTime;
        if (type === 'layout-shift') {
          const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
          if (!shift.hadRecentInput) figures.cls += shift.value;
        }
        if (type === 'longtask') {
          figures.longTasks.push([entry.startTime, entry.duration]);
          figures.lastLongTaskEpoch = performance.timeOrigin + entry.startTime + entry.duration;
        }
      }
    }).observe({ type, buffered: true });
  }
}
