import { Button } from '@/components/ui/button';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';

/** What a reader may do with settings of their own: run them from the start, and hand them on. */
export function ModelFooter({
  locale,
  isChanged,
  onRerun,
  onCopy,
}: {
  locale: Locale;
  isChanged: boolean;
  onRerun?: (() => void) | undefined;
  onCopy?: (() => void) | undefined;
}) {
  const words = modelWords(locale);
  return (
    <>
      <Button
        look="quiet"
        size="small"
        disabled={!onRerun || !isChanged}
        onClick={onRerun}
        className="text-xs pointer-coarse:min-h-11"
      >
        {words.rerun}
      </Button>
      <Button
        look="quiet"
        size="small"
        disabled={!onCopy}
        onClick={onCopy}
        className="text-xs pointer-coarse:min-h-11"
      >
        {words.copyLink}
      </Button>
    </>
  );
}
