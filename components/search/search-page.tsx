'use client';

import { useEffect, useState } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { SearchPanel } from './search-panel';

/** Search in the page itself, its query in `?q=` so that it can be shared. Hidden where no script can run it. */
export function SearchPage({ locale }: { locale: Locale }) {
  const [query, setQuery] = useState('');
  const [isWanted, setIsWanted] = useState(false);
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search).get('q') ?? '';
    setQuery(asked);
    if (asked !== '') setIsWanted(true);
  }, []);
  const ask = (next: string) => {
    setQuery(next);
    const url = new URL(window.location.href);
    if (next === '') url.searchParams.delete('q');
    else url.searchParams.set('q', next);
    window.history.replaceState(window.history.state, '', url);
  };
  return (
    <search className="mb-12 block border-b border-rule pb-4 noscript:hidden">
      <SearchPanel
        locale={locale}
        query={query}
        onQuery={ask}
        isWanted={isWanted}
        onFocus={() => setIsWanted(true)}
      />
    </search>
  );
}
