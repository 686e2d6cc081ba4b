import type { Term } from '@/lib/course/schema/course';
import { type Locale, otherLocale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { PlainPage } from './plain-page';

/** All terms in the order of the page's language, each with its name in the other one. */
export function Glossary({ terms, locale }: { terms: readonly Term[]; locale: Locale }) {
  const words = siteWords(locale);
  const other = otherLocale(locale);
  const sorted = [...terms].sort((a, b) => a[locale].name.localeCompare(b[locale].name, locale));
  return (
    <PlainPage title={words.glossary} lead={words.glossaryLead}>
      <dl className="border-t border-ink">
        {sorted.map((term) => (
          <div
            key={term.id}
            id={term.id}
            className="grid gap-x-10 gap-y-1 border-b border-rule py-4 target:bg-accent-soft md:grid-cols-[15rem_minmax(0,1fr)]"
          >
            <dt className="font-semibold">
              {term[locale].name}
              {term[other].name !== term[locale].name && (
                <span lang={other} className="ml-2 font-normal text-ink-3 md:ml-0 md:block">
                  {term[other].name}
                </span>
              )}
            </dt>
            <dd className="leading-relaxed text-ink-2">{term[locale].definition}</dd>
          </div>
        ))}
      </dl>
    </PlainPage>
  );
}
