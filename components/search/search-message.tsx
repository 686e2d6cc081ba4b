'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button';
import type { Locale } from '@/lib/i18n/locale';
import { searchWords } from '@/lib/i18n/search-words';
import { fill } from '@/lib/i18n/words';
import { hitLimit } from './load-search';

interface Props {
  locale: Locale;
  query: string;
  /** How many hits are shown. */
  count: number;
  isWanted: boolean;
  isReady: boolean;
  hasFailed: boolean;
  retry: () => void;
  onFollow?: (() => void) | undefined;
}

function sentence({ locale, query, count, isWanted, isReady, hasFailed }: Props): string {
  const words = searchWords(locale);
  const asked = query.trim();
  if (hasFailed) return words.failed;
  if (asked === '') return words.hint;
  if (!isReady) return isWanted ? words.loading : '';
  if (count === 0) return fill(words.none, { query: asked });
  if (count === 1) return words.one;
  return fill(count < hitLimit ? words.many : words.most, { count });
}

/** How the search stands, in one sentence that is also announced, and the way out where it found nothing. */
export function SearchMessage(props: Props) {
  const { locale, query, count, isReady, hasFailed, retry, onFollow } = props;
  const words = searchWords(locale);
  const foundNothing = isReady && !hasFailed && count === 0 && query.trim() !== '';
  return (
    <div className="shrink-0 px-4 pt-3 text-[0.9375rem] text-ink-2 sm:px-6">
      <p role="status" className="pb-1 leading-relaxed tabular-nums">
        {sentence(props)}
      </p>
      {hasFailed && (
        <Button onClick={retry} className="mt-2 mb-4">
          {words.retry}
        </Button>
      )}
      {foundNothing && (
        <>
          <p className="leading-relaxed">{words.noneHelp}</p>
          <p className="flex flex-wrap gap-x-6 pb-3">
            {[
              [`/${locale}/glossary/`, words.glossary],
              [`/${locale}/`, words.courseMap],
              [`/${locale}/search/#all-sections`, words.allSections],
            ].map(([href = '', label]) => (
              <Link
                key={href}
                href={href}
                prefetch={false}
                onClick={() => onFollow?.()}
                className="flex min-h-11 items-center text-accent underline underline-offset-4"
              >
                {label}
              </Link>
            ))}
          </p>
        </>
      )}
    </div>
  );
}
