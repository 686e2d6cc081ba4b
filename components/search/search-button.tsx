'use client';

import { type ComponentType, useRef, useState } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { loadSearch } from './load-search';
import type { SearchDialogProps } from './search-dialog';
import { SearchGlyph } from './search-glyph';

const loadDialog = () => import('./search-dialog').then((module) => module.SearchDialog);

/** Opens search. The sheet's code comes when a pointer or the focus draws near, the index only when it is opened. */
export function SearchButton({ locale }: { locale: Locale }) {
  const words = siteWords(locale);
  const button = useRef<HTMLButtonElement>(null);
  const [Dialog, setDialog] = useState<ComponentType<SearchDialogProps>>();
  const [isOpen, setIsOpen] = useState(false);

  // A failure here is no news yet: opening tries again and says so.
  const prepare = () => void loadDialog().catch(() => undefined);
  const open = () => {
    setIsOpen(true);
    if (Dialog) return;
    // Side by side with the code: the sheet will ask for the same promise, and say it when it fails.
    loadSearch(locale).catch(() => undefined);
    loadDialog().then(
      (loaded) => setDialog(() => loaded),
      // Without the sheet there is still the page, which lists every section.
      () => window.location.assign(`/${locale}/search/`),
    );
  };
  const close = () => {
    setIsOpen(false);
    button.current?.focus({ preventScroll: true });
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        data-search=""
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K Meta+K"
        aria-label={words.search}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={open}
        className="flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-box px-3 text-[0.9375rem] text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <SearchGlyph />
        <span className="hidden md:inline">{words.search}</span>
        <kbd className="hidden text-ink-3 lg:inline">/</kbd>
      </button>
      {Dialog && <Dialog locale={locale} isOpen={isOpen} onClose={close} />}
    </>
  );
}
