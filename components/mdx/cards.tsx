import { type ReactNode, useId } from 'react';
import type { Fact, Term } from '@/lib/course/schema/course';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';

/** A word or number with a card behind it. The platform's popover: it opens, closes and takes Escape without any script. */
function WithCard({ word, title, children }: { word: ReactNode; title: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="word inline text-start underline decoration-ink-3 decoration-dotted decoration-1 underline-offset-[0.25em] hover:decoration-accent hover:decoration-solid"
      >
        {word}
      </button>
      <span id={id} popover="auto" className="word-card" data-print="no">
        <strong className="mb-1 block">{title}</strong>
        {children}
      </span>
    </>
  );
}

export function TermWord({ term, locale, children }: { term: Term; locale: Locale; children: ReactNode }) {
  return (
    <WithCard word={children} title={term[locale].name}>
      <span className="block">{term[locale].definition}</span>
      <a
        href={`/${locale}/glossary/#${term.id}`}
        className="mt-2 inline-block text-accent underline underline-offset-4"
      >
        {siteWords(locale).inGlossary}
      </a>
    </WithCard>
  );
}

/** Prints the number as it is written in the language: `50초`, `50 s`, `90%`. */
export function factText(fact: Fact, locale: Locale): string {
  const unit = fact.unit?.[locale] ?? '';
  const space = unit === '' || unit.startsWith('%') || locale === 'ko' ? '' : ' ';
  return `${fact.value}${space}${unit}`;
}

export function FactNumber({ fact, locale }: { fact: Fact; locale: Locale }) {
  const words = siteWords(locale);
  return (
    <WithCard word={factText(fact, locale)} title={factText(fact, locale)}>
      <span className="block">{fact.about[locale]}</span>
      <span className="mt-2 block text-sm text-ink-3">
        {words.since} {fact.since} · {words.checked} {fact.checked}
      </span>
      <a href={fact.source} rel="noreferrer" className="text-accent underline underline-offset-4">
        {words.source}
      </a>
    </WithCard>
  );
}
