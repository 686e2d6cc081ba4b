'use client';

import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { exportFileName, exportText } from '@/lib/course/progress/export';
import { progress } from '@/lib/course/progress/store';
import type { Locale } from '@/lib/i18n/locale';
import { progressWords } from '@/lib/i18n/progress-words';
import { importText } from './import-text';
import { ProgressFigures } from './progress-figures';
import { saveFile, today } from './save-file';
import { StorageNote } from './storage-note';
import { useProgress } from './use-progress';

/** What the learner has done, and the ways to carry it elsewhere, take it in, or forget it. */
export function ProgressPanel({ locale }: { locale: Locale }) {
  const words = progressWords(locale);
  const { record, storage } = useProgress();
  const [message, setMessage] = useState('');
  const question = useRef<HTMLDialogElement>(null);

  async function importFile(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (!file) return;
    const text = await file.text().catch(() => null);
    setMessage(text === null ? words.importUnread : importText(text, locale));
    // So that the same file, mended, can be chosen again.
    input.value = '';
  }

  return (
    <div className="max-w-[42rem]">
      <ProgressFigures record={record} locale={locale} />
      <StorageNote storage={storage} locale={locale} onDone={setMessage} />
      <div className="mt-6 flex flex-wrap gap-2">
        <Button onClick={() => saveFile(exportFileName(today()), exportText(record))}>
          {words.exportFile}
        </Button>
        <label className="inline-flex min-h-11 cursor-pointer items-center rounded-box border border-rule-strong bg-raised px-4 font-semibold hover:border-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
          {words.importFile}
          <input type="file" accept="application/json,.json" className="sr-only" onChange={importFile} />
        </label>
        <Button look="quiet" onClick={() => question.current?.showModal()}>
          {words.startOver}
        </Button>
      </div>
      <p role="status" className="not-empty:mt-4">
        {message}
      </p>
      <dialog
        ref={question}
        aria-labelledby="start-over-title"
        className="w-[calc(100%-2rem)] max-w-[30rem] rounded-box border border-rule-strong p-6"
      >
        <h2 id="start-over-title" className="!mt-0 mb-2 !border-0 !pt-0 text-xl">
          {words.startOverTitle}
        </h2>
        <p className="mb-5 text-ink-2">{words.startOverWhy}</p>
        <form method="dialog" className="flex flex-wrap justify-end gap-2">
          <Button type="submit">{words.cancel}</Button>
          <Button
            type="submit"
            look="primary"
            onClick={() => {
              progress.startOver();
              setMessage(words.erased);
            }}
          >
            {words.erase}
          </Button>
        </form>
      </dialog>
    </div>
  );
}
