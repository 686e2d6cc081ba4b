import type { ReactNode } from 'react';
import { Dots } from '@/components/diagram/dots';
import { Glyph } from '@/components/diagram/glyph';
import { Machine } from '@/components/diagram/machine';
import { Meter } from '@/components/diagram/meter';
import { Slots } from '@/components/diagram/slots';
import type { Locale } from '@/lib/i18n/locale';
import { shopWords } from '@/lib/i18n/shop-words';
import { fill } from '@/lib/i18n/words';
import { queueLimit } from '@/lib/models/shop/constants';
import type { ReplicaSnapshot } from '@/lib/models/shop/shop.types';
import { inPercent } from '../quantities';
import { tellReplica } from '../shop-state';

/** One process: its wall, what is in it, and what all that is in it shares: workers, queue, CPU, memory. */
export function ProcessBox({
  replica,
  locale,
  badge,
  isDense = false,
  children,
}: {
  replica: ReplicaSnapshot;
  locale: Locale;
  badge?: ReactNode;
  /** One of many: small, its numbers short. */
  isDense?: boolean;
  children?: ReactNode;
}) {
  const words = shopWords(locale);
  const told = tellReplica(replica, locale);
  const { busyWorkers, workers, queued, cpuShare, memoryMib, limitMib } = replica;
  const memoryShare = memoryMib / limitMib;
  const memory = fill(words.ofLimit, { used: Math.round(memoryMib), limit: limitMib });
  const Line = isDense ? DenseLine : WideLine;
  return (
    <Machine
      name={replica.id}
      light={told.glyph}
      state={told.word}
      badge={badge}
      count={<Restarts count={replica.restarts} locale={locale} />}
    >
      {children}
      <div className="relative mt-1">
        {told.note && (
          <p className="absolute inset-0 m-0 flex items-center text-xs leading-4 font-semibold text-bad">
            {told.note}
          </p>
        )}
        <div
          className={`${told.note ? 'invisible' : ''} grid gap-x-4 text-xs leading-4 text-ink-2 ${isDense ? 'grid-cols-1 gap-y-0.5' : 'grid-cols-[6.25rem_minmax(0,1fr)] gap-y-1'}`}
        >
          <Line label={words.workers} value={`${busyWorkers}/${workers}`} isNarrow>
            <Slots used={busyWorkers} total={workers} />
          </Line>
          <Line label={words.cpu} value={inPercent(cpuShare)}>
            <Meter share={cpuShare} isHigh={cpuShare > 0.95} />
          </Line>
          <Line label={words.queue} value={isDense ? String(queued) : `${queued}/${queueLimit}`}>
            {isDense ? (
              <Meter share={queued / queueLimit} isHigh={queued >= queueLimit} />
            ) : (
              <Dots count={queued} places={queueLimit} />
            )}
          </Line>
          <Line label={words.memory} value={isDense ? inPercent(memoryShare) : memory}>
            <Meter share={memoryShare} isHigh={memoryShare > 0.9} />
          </Line>
        </div>
      </div>
    </Machine>
  );
}

function Restarts({ count, locale }: { count: number; locale: Locale }) {
  if (count === 0) return null;
  return (
    <span
      className="inline-flex items-center gap-0.5 text-bad"
      title={fill(shopWords(locale).restarts, { count })}
    >
      <Glyph kind="restarting" isPlain />
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{fill(shopWords(locale).restarts, { count })}</span>
    </span>
  );
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  /** Its picture needs all the room there is. */
  readonly isNarrow?: boolean;
  readonly children: ReactNode;
}

function WideLine({ label, value, children }: LineProps) {
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap justify-between gap-x-2">
        <span>{label}</span>
        <span className="whitespace-nowrap tabular-nums text-ink">{value}</span>
      </div>
      <div className="overflow-x-clip py-0.5">{children}</div>
    </div>
  );
}

function DenseLine({ label, value, isNarrow = false, children }: LineProps) {
  return (
    <div
      className={`grid min-w-0 items-center gap-x-1.5 ${isNarrow ? 'grid-cols-[minmax(0,1fr)_auto]' : 'grid-cols-[3rem_minmax(0,1fr)_2rem]'}`}
    >
      <span className={isNarrow ? 'sr-only' : ''}>{label}</span>
      <span className="min-w-0">{children}</span>
      <span className="whitespace-nowrap text-right tabular-nums text-ink">{value}</span>
    </div>
  );
}
