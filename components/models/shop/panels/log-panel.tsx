import { formatClock } from '@/components/playback/format-clock';
import type { Locale } from '@/lib/i18n/locale';
import { shopWords } from '@/lib/i18n/shop-words';
import type { LogLine } from '@/lib/models/shop/shop.types';
import { logInWords } from '../shop-log';
import { Panel } from './panel';

const shownLines = 6;
const grave = new Set<LogLine['kind']>(['out-of-memory', 'build-failed', 'queue-full']);

/** The latest lines, newest last, in a place of fixed height. */
export function LogPanel({ log, locale }: { log: readonly LogLine[]; locale: Locale }) {
  const words = shopWords(locale);
  const lines = log.slice(-shownLines);
  return (
    <Panel title={words.log}>
      <ol className="m-0 min-h-32 list-none p-0 text-xs leading-5">
        {lines.length === 0 && <li className="m-0 text-ink-3">{words.logEmpty}</li>}
        {lines.map((line, index) => (
          <li key={`${line.atMs}-${index}`} className="m-0 grid grid-cols-[3.75rem_minmax(0,1fr)]">
            <span className="font-mono text-ink-3">{formatClock(line.atMs)}</span>
            <span className={grave.has(line.kind) ? 'text-bad' : 'text-ink'}>{logInWords(line, locale)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
