'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { Button } from '@/components/ui/button';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { applyTheme, shownTheme } from './theme-choice';

const sheetId = 'shortcuts';

/** Opens the sheet from the menu. The sheet itself stands outside the menu: nothing in a closed popover can be shown. */
export function ShortcutsButton({ locale }: { locale: Locale }) {
  const open = () => (document.getElementById(sheetId) as HTMLDialogElement | null)?.showModal();
  return (
    <button
      type="button"
      className="flex min-h-11 w-full items-center justify-between rounded-box px-3 hover:bg-sunken"
      onClick={open}
    >
      {siteWords(locale).shortcuts} <kbd>?</kbd>
    </button>
  );
}

const offKey = 'reconcile.single-keys';

function isTyping(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement | null;
  return (
    event.isComposing ||
    !!at?.closest(
      'input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable], dialog[open]',
    )
  );
}

function singleKeysAllowed(): boolean {
  try {
    return localStorage.getItem(offKey) !== 'off';
  } catch {
    return true;
  }
}

/**
 * Keys for the whole site and the sheet that lists them. Single-letter keys can be switched off (WCAG 2.1.4).
 * tinykeys won: 0.7 kB, knows sequences and modifiers, no dependency.
 */
export function Shortcuts({ locale, lessons }: { locale: Locale; lessons: readonly string[] }) {
  const words = siteWords(locale);
  const sheet = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  const path = usePathname() ?? '';
  const [allowed, setAllowed] = useState(true);
  useEffect(() => setAllowed(singleKeysAllowed()), []);

  useEffect(() => {
    const at = lessons.findIndex((id) => path === `/${locale}/${id}/`);
    const go = (lesson: string | undefined) => lesson && router.push(`/${locale}/${lesson}/`);
    const search = () => document.querySelector<HTMLButtonElement>('[data-search]')?.click();
    const single = (act: () => void) => (event: KeyboardEvent) => {
      if (isTyping(event) || !singleKeysAllowed()) return;
      event.preventDefault();
      act();
    };
    return tinykeys(window, {
      '$mod+k': (event) => {
        event.preventDefault();
        search();
      },
      '/': single(search),
      'Shift+?': single(() => sheet.current?.showModal()),
      n: single(() => go(lessons[at + 1])),
      p: single(() => go(at > 0 ? lessons[at - 1] : undefined)),
      h: single(() => router.push(`/${locale}/`)),
      t: single(() => applyTheme(shownTheme() === 'night' ? 'day' : 'night')),
    });
  }, [lessons, locale, path, router]);

  const keep = (on: boolean) => {
    setAllowed(on);
    try {
      if (on) localStorage.removeItem(offKey);
      else localStorage.setItem(offKey, 'off');
    } catch {
      // Forbidden storage: the choice cannot outlive this visit.
    }
  };
  const keys = [
    ['/', words.keySearch],
    ['?', words.keyHelp],
    ['N', words.keyNext],
    ['P', words.keyPrevious],
    ['H', words.keyHome],
    ['T', words.keyTheme],
    ['Ctrl / ⌘ K', words.keySearch],
  ] as const;
  return (
    <dialog
      id={sheetId}
      ref={sheet}
      aria-labelledby="shortcuts-title"
      className="w-[min(26rem,calc(100vw-2rem))] rounded-box border border-rule-strong p-6"
    >
      <h2 id="shortcuts-title" className="mb-4 text-lg">
        {words.shortcuts}
      </h2>
      <dl className="mb-5 grid grid-cols-[1fr_auto] gap-y-2">
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>{what}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <label className="flex min-h-6 items-center gap-2 font-semibold">
        <input
          type="checkbox"
          checked={allowed}
          onChange={(event) => keep(event.target.checked)}
          className="size-4"
        />
        {words.singleKeys}
      </label>
      <p className="mt-1 mb-5 text-sm text-ink-2">{words.singleKeysWhy}</p>
      <Button onClick={() => sheet.current?.close()}>{words.close}</Button>
    </dialog>
  );
}
