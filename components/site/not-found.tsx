import { locales } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { Wordmark } from './wordmark';

/** One file serves every wrong address, so it speaks both languages. */
export function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center gap-10 px-6 py-12">
      <Wordmark />
      {locales.map((locale) => {
        const words = siteWords(locale);
        const Title = locale === 'ko' ? 'h1' : 'h2';
        return (
          <section key={locale} lang={locale}>
            <Title className="mb-2 text-2xl">{words.notFoundTitle}</Title>
            <p className="mb-3 text-ink-2">{words.notFoundText}</p>
            <p className="flex gap-6">
              <a className="text-accent underline underline-offset-4" href={`/${locale}/`}>
                {words.courseMap}
              </a>
              <a className="text-accent underline underline-offset-4" href={`/${locale}/search/`}>
                {words.search}
              </a>
            </p>
          </section>
        );
      })}
    </main>
  );
}
