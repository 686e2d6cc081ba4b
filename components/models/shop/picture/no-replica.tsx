import type { Locale } from '@/lib/i18n/locale';
import { shopWords } from '@/lib/i18n/shop-words';

/** An empty place, so that nothing running is seen to be nothing running. */
export function NoReplica({ locale }: { locale: Locale }) {
  return (
    <p className="m-0 rounded-box border border-dashed border-ink-3 px-2 py-3 text-center text-xs text-ink-2">
      {shopWords(locale).noReplica}
    </p>
  );
}
