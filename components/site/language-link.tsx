'use client';

import { usePathname } from 'next/navigation';
import type { MouseEvent } from 'react';
import { type Locale, localeNames, otherLocale } from '@/lib/i18n/locale';

/** The heading that stands at the top of the window now, so that the other language opens at the same place. */
function headingInView(): string {
  const headings = [...document.querySelectorAll<HTMLElement>('main :is(h2, h3)[id]')];
  // A closed dialog's heading has a place too: the corner of the window.
  const passed = headings.filter(
    (heading) => heading.checkVisibility() && heading.getBoundingClientRect().top < window.innerHeight / 3,
  );
  return passed.at(-1)?.id ?? '';
}

/** Switches the language, keeps the page and the place in it, and remembers the choice for `/`. */
export function LanguageLink({ locale }: { locale: Locale }) {
  const other = otherLocale(locale);
  const href = (usePathname() ?? `/${locale}/`).replace(/^\/(ko|en)(?=\/|$)/, `/${other}`);
  const keepPlace = (event: MouseEvent<HTMLAnchorElement>) => {
    const id = headingInView();
    event.currentTarget.hash = id ? `#${id}` : '';
    try {
      localStorage.setItem('reconcile.locale', other);
    } catch {
      // Storage may be forbidden; the link itself still works.
    }
  };
  return (
    <a
      href={href}
      lang={other}
      hrefLang={other}
      onClick={keepPlace}
      className="flex min-h-11 items-center rounded-box px-3 text-[0.9375rem] text-ink-2 hover:bg-sunken hover:text-ink"
    >
      {localeNames[other]}
    </a>
  );
}
