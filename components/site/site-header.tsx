import Link from 'next/link';
import { SearchButton } from '@/components/search/search-button';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { LanguageLink } from './language-link';
import { Shortcuts, ShortcutsButton } from './shortcuts';
import { ThemeChoice } from './theme-choice';
import { Wordmark } from './wordmark';

const item = 'flex min-h-11 items-center rounded-box px-3 hover:bg-sunken';

/** The bar that stays: name, places, search, language, menu. `lessons` in course order serve the next/previous shortcuts. */
export function SiteHeader({ locale, lessons }: { locale: Locale; lessons: readonly string[] }) {
  const words = siteWords(locale);
  const places = [
    [`/${locale}/`, words.courseMap],
    [`/${locale}/glossary/`, words.glossary],
    [`/${locale}/progress/`, words.progress],
    [`/${locale}/about/`, words.about],
  ] as const;
  return (
    <header className="sticky top-0 z-30 border-b border-rule bg-paper" data-print="no">
      <div className="mx-auto flex h-14 max-w-[88rem] items-center gap-1 px-4 md:px-8">
        <Link href={`/${locale}/`} prefetch={false} className="-ml-2 flex min-h-11 items-center px-2">
          <Wordmark />
        </Link>
        <nav aria-label={words.name} className="ml-4 hidden text-[0.9375rem] lg:flex">
          {places.map(([href, label]) => (
            <Link key={href} href={href} prefetch={false} className={`${item} text-ink-2 hover:text-ink`}>
              {label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <SearchButton locale={locale} />
          <LanguageLink locale={locale} />
          <button
            type="button"
            popoverTarget="site-menu"
            aria-label={words.menu}
            className="grid size-11 place-items-center rounded-box hover:bg-sunken"
          >
            <svg
              viewBox="0 0 20 20"
              width="20"
              height="20"
              aria-hidden="true"
              stroke="currentColor"
              strokeWidth="1.6"
              strokeLinecap="round"
            >
              <path d="M3 5.500h14M3 10h14M3 14.500h14" />
            </svg>
          </button>
        </div>
      </div>
      <div
        id="site-menu"
        popover="auto"
        className="fixed inset-auto top-14 right-2 m-0 mt-1 w-72 rounded-box border border-rule-strong bg-raised p-2 text-ink md:right-6"
      >
        <nav aria-label={words.menu} className="lg:hidden">
          {places.map(([href, label]) => (
            <Link key={href} href={href} prefetch={false} className={item}>
              {label}
            </Link>
          ))}
          <hr className="my-2 border-rule" />
        </nav>
        <ThemeChoice locale={locale} />
        <hr className="my-2 border-rule" />
        <ShortcutsButton locale={locale} />
      </div>
      <Shortcuts locale={locale} lessons={lessons} />
    </header>
  );
}
