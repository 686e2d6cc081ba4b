import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';

export function SiteFooter({ locale }: { locale: Locale }) {
  return (
    <footer className="mt-auto border-t border-rule" data-print="no">
      <div className="mx-auto flex max-w-[88rem] flex-wrap items-baseline justify-between gap-x-8 gap-y-2 px-4 py-8 text-sm text-ink-3 md:px-8">
        <p className="max-w-xl">{siteWords(locale).footer}</p>
        <a href={`/${locale}/about/`} className="underline underline-offset-4 hover:text-ink">
          {siteWords(locale).aboutTitle}
        </a>
      </div>
    </footer>
  );
}
