import type { Locale } from '@/lib/i18n/locale';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import {
  features,
  type Shape,
  type ShapeSnapshot,
  type ShopPanel,
  type ShopSettings,
  type ShopSnapshot,
  shapes,
} from '@/lib/models/shop/shop.types';
import type { Paragraph } from '../model-face';
import { buildHeadline } from './panels/build-headline';
import { inGib, inPercent, inShort, inTime } from './quantities';
import { logInWords } from './shop-log';
import { tellReplica } from './shop-state';

/** The figure said in sentences: the same facts as its panels, shape by shape. */
export function shopInWords(
  snapshot: ShopSnapshot,
  settings: ShopSettings,
  panels: readonly ShopPanel[],
  locale: Locale,
): readonly Paragraph[] {
  return shapes.flatMap((shape) => {
    const numbers = snapshot[shape];
    if (!numbers) return [];
    const lines = panels.flatMap((panel) => tellers[panel]({ numbers, shape, settings, locale }));
    return [{ title: shopNames(locale).shape[shape], lines }];
  });
}

interface Part {
  readonly numbers: ShapeSnapshot;
  readonly shape: Shape;
  readonly settings: ShopSettings;
  readonly locale: Locale;
}

const tellers: Record<ShopPanel, (part: Part) => readonly string[]> = {
  picture: ({ numbers, settings, locale }) => [
    ...tellFaults(settings, locale),
    ...tellReplicas(numbers, locale),
  ],
  figures: ({ numbers, locale }) => tellFeatures(numbers, locale),
  resources: ({ numbers, locale }) => [tellTotals(numbers, locale)],
  order: ({ numbers, locale }) => tellOrders(numbers, locale),
  build: ({ numbers, locale }) => (numbers.build ? [`${buildHeadline(numbers.build, locale)}.`] : []),
  log: ({ numbers, locale }) => numbers.log.slice(-3).map((line) => `${logInWords(line, locale)}.`),
};

function tellFaults({ fault }: ShopSettings, locale: Locale): readonly string[] {
  const names = shopNames(locale);
  return features
    .filter((feature) => fault[feature] !== 'none')
    .map((feature) =>
      fill(shopWords(locale).tellFault, {
        feature: names.feature[feature],
        fault: names.fault[fault[feature]],
      }),
    );
}

function tellReplicas({ replicas }: ShapeSnapshot, locale: Locale): readonly string[] {
  const words = shopWords(locale);
  if (replicas.length === 0) return [`${words.noReplica}.`];
  return replicas.map((replica) => {
    const { word, note } = tellReplica(replica, locale);
    return fill(words.tellReplica, {
      id: replica.id,
      state: note ? `${word} (${note})` : word,
      busy: replica.busyWorkers,
      workers: replica.workers,
      queued: replica.queued,
      cpu: inPercent(replica.cpuShare),
      memory: fill(words.ofLimit, { used: Math.round(replica.memoryMib), limit: replica.limitMib }),
    });
  });
}

function tellFeatures(numbers: ShapeSnapshot, locale: Locale): readonly string[] {
  return features.map((feature) => {
    const { offeredPerSecond, servedPerSecond, errorShare, p50Ms, p95Ms } = numbers.features[feature];
    return fill(shopWords(locale).tellFeature, {
      feature: shopNames(locale).feature[feature],
      offered: inShort(offeredPerSecond),
      served: inShort(servedPerSecond),
      errors: inPercent(errorShare),
      p50: inTime(p50Ms),
      p95: inTime(p95Ms),
    });
  });
}

function tellTotals({ totals }: ShapeSnapshot, locale: Locale): string {
  const words = shopWords(locale);
  return fill(words.tellTotals, {
    replicas: totals.replicas,
    cores: fill(words.usedOf, {
      used: totals.coresUsed.toFixed(1),
      reserved: totals.coresReserved.toFixed(1),
    }),
    memory: fill(words.usedOf, {
      used: inGib(totals.memoryUsedMib),
      reserved: inGib(totals.memoryReservedMib),
    }),
    cost: totals.costPerHour.toFixed(1),
    hops: totals.hopsPerRequest.toFixed(1),
  });
}

function tellOrders({ orders, lastOrder }: ShapeSnapshot, locale: Locale): readonly string[] {
  const words = shopWords(locale);
  const counts = fill(words.tellOrders, orders);
  if (!lastOrder) return [words.noOrder, counts];
  const took = fill(words.orderTook, { total: inTime(lastOrder.totalMs), hops: lastOrder.hops });
  return [fill(words.tellLastOrder, { outcome: shopNames(locale).outcome[lastOrder.outcome], took }), counts];
}
