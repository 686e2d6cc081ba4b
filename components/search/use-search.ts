'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Hit } from '@/lib/course/search/search-index';
import type { Locale } from '@/lib/i18n/locale';
import { type Find, loadSearch } from './load-search';

type Loading = { readonly find: Find } | 'loading' | 'failed';

/** Loads search once it is wanted. */
function useFind(locale: Locale, isWanted: boolean) {
  const [state, setState] = useState<Loading>('loading');
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to load again.
  useEffect(() => {
    if (!isWanted) return;
    let isStale = false;
    loadSearch(locale).then(
      (find) => isStale || setState({ find }),
      () => isStale || setState('failed'),
    );
    return () => {
      isStale = true;
    };
  }, [locale, isWanted, attempt]);
  const retry = useCallback(() => {
    setState('loading');
    setAttempt((count) => count + 1);
  }, []);
  return { state, retry };
}

/**
 * The hits of a query as it is typed. While a syllable is being composed its half-made forms (런탕 on the way to 런타임)
 * find nothing; the hits before them stay until the syllable is done.
 */
export function useSearch(locale: Locale, query: string, isComposing: boolean, isWanted: boolean) {
  const { state, retry } = useFind(locale, isWanted);
  const find = typeof state === 'object' ? state.find : undefined;
  const [shown, setShown] = useState<{
    find?: Find | undefined;
    query: string;
    isComposing: boolean;
    hits: Hit[];
  }>({
    query: '',
    isComposing: false,
    hits: [],
  });
  let { hits } = shown;
  if (shown.find !== find || shown.query !== query || shown.isComposing !== isComposing) {
    const found = find?.(query) ?? [];
    if (found.length > 0 || !isComposing || query.trim() === '') hits = found;
    setShown({ find, query, isComposing, hits });
  }
  return { hits, isReady: find !== undefined, hasFailed: state === 'failed', retry };
}
