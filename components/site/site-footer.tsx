import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';

const lines = {
  ko: '쿠버네티스 v1.35 문서와 소스에 맞추어 확인합니다. 계정도 서버도 없으며, 진도는 이 브라우저에만 남습니다.',
  en: 'Checked against the Kubernetes v1.35 documentation and source. No account, no server; your progress stays in this browser.',
} as const;

export function SiteFooter({ locale }: { locale: Locale }) {
  return (
    <footer className="mt-auto border-t border-rule" data-print="no">
      <div className="mx-auto flex max-w-[88rem] flex-wrap items-baseline justify-between gap-x-8 gap-y-2 px-4 py-8 text-sm text-ink-3 md:px-8">
        <p className="max-w-xl">{lines[locale]}</p>
        <a href={`/${locale}/about/`} className="underline underline-offset-4 hover:text-ink">
          {siteWords(locale).aboutTitle}
        </a>
      </div>
    </footer>
  );
}
