'use client';

import { useEffect, useRef, useState } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { searchWords } from '@/lib/i18n/search-words';
import { fill } from '@/lib/i18n/words';
import { SearchPanel } from './search-panel';

export interface SearchDialogProps {
  locale: Locale;
  isOpen: boolean;
  onClose: () => void;
}

/** Search as a sheet at the top of the window, the whole of it on a phone. The query stays for the next opening. */
export function SearchDialog({ locale, isOpen, onClose }: SearchDialogProps) {
  const words = searchWords(locale);
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  useEffect(() => {
    if (!isOpen || dialog.current?.open) return;
    dialog.current?.showModal();
    dialog.current?.querySelector('input')?.select();
  }, [isOpen]);
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      aria-label={words.title}
      closedby="any"
      onClose={onClose}
      className="m-0 h-dvh max-h-none w-full max-w-none flex-col overflow-hidden bg-paper open:flex sm:mx-auto sm:h-auto sm:max-h-[min(44rem,calc(100dvh-4rem))] sm:max-w-2xl sm:rounded-b-box sm:border sm:border-t-0 sm:border-rule-strong"
    >
      <SearchPanel
        locale={locale}
        query={query}
        onQuery={setQuery}
        isWanted={isOpen}
        onFollow={close}
        onEscape={close}
        beside={
          <button
            type="button"
            onClick={close}
            className="-mr-2 min-h-11 shrink-0 rounded-box px-3 text-[0.9375rem] text-ink-2 hover:bg-sunken hover:text-ink"
          >
            {words.close}
          </button>
        }
      />
      <p
        aria-hidden="true"
        className="mt-auto hidden shrink-0 border-t border-rule px-6 py-2 text-[0.8125rem] text-ink-3 sm:block"
      >
        {fill(words.keys, { choose: '↑ ↓', open: 'Enter', close: 'Esc' })}
      </p>
    </dialog>
  );
}
