import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { shopNames } from '@/lib/i18n/shop-names';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import type { Input } from '@/lib/models/model';
import {
  type Shape,
  type ShapeSnapshot,
  type ShopPanel,
  type ShopSettings,
  type ShopSnapshot,
  shapes,
  shopPanels,
} from '@/lib/models/shop/shop.types';
import { BuildPanel } from './panels/build-panel';
import { FiguresNote, FiguresTable } from './panels/figures-table';
import { LogPanel } from './panels/log-panel';
import { OrderPanel } from './panels/order-panel';
import { Panel } from './panels/panel';
import { ResourcesPanel } from './panels/resources-panel';
import { MonolithPicture } from './picture/monolith-picture';
import { ServicesPicture } from './picture/services-picture';
import { inTime, roundUp } from './quantities';
import { ShopControls } from './shop-controls';
import type { ShopTrail } from './shop-trail';

export interface ShopFigureProps {
  readonly snapshot: ShopSnapshot;
  readonly settings: ShopSettings;
  readonly trail: ShopTrail;
  readonly controls: readonly string[];
  readonly panels: readonly string[];
  readonly locale: Locale;
  readonly act?: ((input: Input<ShopSettings>) => void) | undefined;
}

export const isPanel = (name: string): name is ShopPanel => (shopPanels as readonly string[]).includes(name);

/**
 * The shop, drawn: the first panel (the picture), the controls that act on it, and the other panels. On a narrow
 * screen they follow each other in this order, so that the hand is never far from what it moves.
 */
export function ShopFigure(props: ShopFigureProps) {
  const { snapshot, settings, controls, panels, locale, act } = props;
  const running = shapes.filter((shape) => snapshot[shape] !== null);
  const [first, ...others] = panels.filter(isPanel);
  const places = layout[running.length > 1 ? 'two' : 'one'][controls.length > 0 ? 'controls' : 'plain'];
  return (
    <div className={`grid grid-cols-1 gap-x-8 gap-y-5 ${places.grid}`}>
      <div className={`${column} ${places.first}`}>
        {first && <PanelRow {...props} panel={first} running={running} isFirst />}
      </div>
      {controls.length > 0 && (
        <fieldset
          aria-label={modelWords(locale).controls}
          className={`grid min-w-0 content-start gap-x-8 gap-y-3 @xl/figure:grid-cols-2 print:hidden ${places.rail}`}
        >
          <ShopControls controls={controls} settings={settings} locale={locale} act={act} />
        </fieldset>
      )}
      <div className={`${column} ${places.others}`}>
        {others.map((panel) => (
          <PanelRow key={panel} {...props} panel={panel} running={running} />
        ))}
      </div>
    </div>
  );
}

const column = 'grid min-w-0 grid-cols-1 content-start items-start gap-x-8 gap-y-5';
const twins = '@2xl/figure:grid-cols-2';

/** Where the three parts stand: twins side by side where both shapes run, picture beside panels where one does. */
const layout = {
  two: {
    controls: {
      grid: '@4xl/figure:grid-cols-[13rem_minmax(0,1fr)] @4xl/figure:grid-rows-[auto_1fr]',
      first: `${twins} @4xl/figure:col-start-2`,
      rail: '@4xl/figure:col-start-1 @4xl/figure:row-start-1 @4xl/figure:row-span-2 @4xl/figure:grid-cols-1',
      others: `${twins} @4xl/figure:col-start-2`,
    },
    plain: { grid: '', first: twins, rail: '', others: twins },
  },
  one: {
    controls: {
      grid: '@2xl/figure:grid-cols-2 @2xl/figure:grid-rows-[auto_1fr] @4xl/figure:grid-cols-[13rem_minmax(0,1fr)_minmax(0,1fr)]',
      first: '@4xl/figure:col-start-2',
      rail: '@2xl/figure:grid-cols-1 @4xl/figure:col-start-1 @4xl/figure:row-start-1 @4xl/figure:row-span-2',
      others:
        '@2xl/figure:col-start-2 @2xl/figure:row-start-1 @2xl/figure:row-span-2 @4xl/figure:col-start-3',
    },
    plain: { grid: '@2xl/figure:grid-cols-2', first: '', rail: '', others: '' },
  },
} as const;

/** A panel for each running shape, twins side by side; resources are one table for both. */
function PanelRow({
  panel,
  running,
  isFirst = false,
  ...props
}: ShopFigureProps & { panel: ShopPanel; running: readonly Shape[]; isFirst?: boolean }) {
  if (panel === 'resources') {
    return (
      <div className="col-span-full min-w-0">
        <ResourcesPanel snapshot={props.snapshot} locale={props.locale} />
      </div>
    );
  }
  return (
    <>
      {running.map((shape) => {
        const numbers = props.snapshot[shape];
        return (
          numbers && (
            <div key={shape} className="@container/cell min-w-0">
              <ShapeName
                shape={shape}
                isHead={isFirst}
                isAlone={running.length === 1}
                locale={props.locale}
              />
              {cells[panel]({ ...props, shape, numbers })}
            </div>
          )
        );
      })}
      {panel === 'figures' && <FiguresNote isAlone={running.length === 1} locale={props.locale} />}
    </>
  );
}

/** A heading over the first panel; over the others only where no column says whose they are. */
function ShapeName({
  shape,
  isHead,
  isAlone,
  locale,
}: {
  shape: Shape;
  isHead: boolean;
  isAlone: boolean;
  locale: Locale;
}) {
  const name = shopNames(locale).shape[shape];
  if (isHead) return <p className="m-0 text-base font-semibold leading-6 text-ink">{name}</p>;
  return isAlone ? null : <p className="m-0 text-xs text-ink-3 @2xl/figure:sr-only">{name}</p>;
}

type CellProps = ShopFigureProps & { shape: Shape; numbers: ShapeSnapshot };

const cells: Record<Exclude<ShopPanel, 'resources'>, (props: CellProps) => ReactNode> = {
  picture: ({ shape, numbers, settings, controls, locale }) => {
    const words = shopWords(locale);
    const Picture = shape === 'monolith' ? MonolithPicture : ServicesPicture;
    return (
      <section className="@container/shape">
        <p className="m-0 mb-2 text-xs leading-4 text-ink-2">
          {shape === 'monolith' ? words.monolithIs : fill(words.servicesAre, { hop: inTime(settings.hopMs) })}
        </p>
        <Picture
          shape={numbers}
          settings={settings}
          showLibrary={controls.includes('library')}
          locale={locale}
        />
      </section>
    );
  },
  figures: ({ shape, numbers, trail, locale }) => (
    <Panel title={shopWords(locale).figures}>
      <FiguresTable shape={shape} numbers={numbers} trail={trail} locale={locale} />
    </Panel>
  ),
  order: ({ snapshot, numbers, locale }) => (
    <OrderPanel shape={numbers} scaleMs={orderScaleMs(snapshot)} locale={locale} />
  ),
  build: ({ snapshot, numbers, locale }) => (
    <BuildPanel build={numbers.build} scaleSeconds={buildScaleSeconds(snapshot)} locale={locale} />
  ),
  log: ({ numbers, locale }) => <LogPanel log={numbers.log} locale={locale} />,
};

/** One scale for both waterfalls, so that their lengths can be compared; a span may end after the customer's answer. */
function orderScaleMs({ monolith, services }: ShopSnapshot): number {
  const orders = [monolith?.lastOrder, services?.lastOrder];
  const ends = orders.flatMap((order) =>
    order ? [order.totalMs, ...order.spans.map(({ endMs }) => endMs)] : [],
  );
  return roundUp(Math.max(50, ...ends));
}

function buildScaleSeconds({ monolith, services }: ShopSnapshot): number {
  return Math.max(
    60,
    ...[monolith?.build, services?.build].flatMap((build) => (build ? [build.totalSeconds] : [])),
  );
}
