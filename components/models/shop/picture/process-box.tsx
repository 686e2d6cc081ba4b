import type { ReactNode } from 'react';
import { Dots } from '@/components/diagram/dots';
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
export function ProcessBox({ replica, locale, children }: { replica: ReplicaSnapshot; locale: Locale; children?: ReactNode }) {
  const words = shopWords(locale);
  const told = tellReplica(replica, locale);
  const memoryShare = replica.memoryMib / replica.limitMib;
  const memory = fill(words.ofLimit, { used: Math.round(replica.memoryMib), limit: replica.limitMib });
  return (
    <Machine name={replica.id} light={told.glyph} state={told.word} note={told.note}>
      {children}
      <div className="mt-1 grid grid-cols-1 gap-x-4 gap-y-1 text-xs leading-4 text-ink-2 @xs/box:grid-cols-2">
        <Line label={words.workers} value={`${replica.busyWorkers}/${replica.workers}`}>
          <Slots used={replica.busyWorkers} total={replica.workers} />
        </Line>
        <Line label={words.cpu} value={inPercent(replica.cpuShare)}>
          <Meter share={replica.cpuShare} isHigh={replica.cpuShare > 0.95} />
        </Line>
        <Line label={words.queue} value={String(replica.queued)}>
          <Dots count={replica.queued} places={queueLimit} />
        </Line>
        <Line label={words.memory} value={memory}>
          <Meter share={memoryShare} isHigh={memoryShare > 0.9} />
        </Line>
      </div>
      {replica.restarts > 0 && <div className="text-xs leading-4 text-bad">{fill(words.restarts, { count: replica.restarts })}</div>}
    </Machine>
  );
}

function Line({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <div className="flex justify-between gap-2">
        <span>{label}</span>
        <span className="whitespace-nowrap tabular-nums text-ink">{value}</span>
      </div>
      <div className="py-0.5">{children}</div>
    </div>
  );
}
