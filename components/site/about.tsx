import { aboutText } from '@/lib/i18n/about-text';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { PlainPage } from './plain-page';

/** What the course models, simplifies and leaves out, and what it does with a reader's data. */
export function About({ locale }: { locale: Locale }) {
  const { lead, sections } = aboutText[locale];
  return (
    <PlainPage title={siteWords(locale).aboutTitle} lead={lead}>
      {sections.map(([title, text]) => (
        <section key={title} className="border-t border-rule py-6">
          <h2 className="mb-2 text-xl">{title}</h2>
          <p className="max-w-[41rem] leading-relaxed text-ink-2">{text}</p>
        </section>
      ))}
    </PlainPage>
  );
}
