import { Glyph } from '@/components/diagram/glyph';
import { Button } from '@/components/ui/button';
import { progress, type StorageState } from '@/lib/course/progress/store';
import type { Locale } from '@/lib/i18n/locale';
import { progressWords } from '@/lib/i18n/progress-words';
import { saveFile, today } from './save-file';

interface Props {
  storage: StorageState;
  locale: Locale;
  /** Is told the sentence that says what was done. */
  onDone: (message: string) => void;
}

const sentences = {
  kept: 'keptHere',
  'memory-only: forbidden': 'forbidden',
  'memory-only: full': 'full',
  unreadable: 'unreadable',
  newer: 'newer',
} as const;

/** Says plainly where progress is kept or why it is not, and offers the ways out of a record that cannot be read. */
export function StorageNote({ storage, locale, onDone }: Props) {
  const words = progressWords(locale);
  const sentence = words[sentences[storage]];
  if (storage === 'kept') return <p className="mt-5 text-ink-2">{sentence}</p>;
  const isUnread = storage === 'unreadable' || storage === 'newer';
  return (
    <div className="mt-5 border-l-2 border-wait pl-4">
      <p className="flex gap-2.5">
        <span className="mt-[0.5em]">
          <Glyph kind="failed" />
        </span>
        {sentence}
      </p>
      {isUnread && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button
            onClick={() =>
              saveFile(`reconcile-progress-unreadable-${today()}.txt`, progress.storedText() ?? '')
            }
          >
            {words.saveUnreadable}
          </Button>
          <Button
            onClick={() => {
              progress.replaceUnreadable();
              onDone(words.replaced);
            }}
          >
            {words.replaceUnreadable}
          </Button>
        </div>
      )}
    </div>
  );
}
