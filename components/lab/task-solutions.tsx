import { Button } from '@/components/ui/button';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { fill } from '@/lib/i18n/words';

/** One button for each recorded solution; without `onShow` they are drawn but disabled. */
export function TaskSolutions({
  count,
  locale,
  onShow,
}: {
  count: number;
  locale: Locale;
  onShow?: (number: number) => void;
}) {
  const words = modelWords(locale);
  return (
    <div className="mt-2 flex flex-wrap gap-2 print:hidden">
      {Array.from({ length: count }, (_, index) => (
        <Button
          key={index}
          size="small"
          disabled={!onShow}
          onClick={onShow && (() => onShow(index))}
          className="pointer-coarse:min-h-11"
        >
          {count === 1 ? words.showSolution : fill(words.showSolutionNumber, { number: index + 1 })}
        </Button>
      ))}
    </div>
  );
}
