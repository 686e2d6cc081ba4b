'use client';

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { searchWords } from '@/lib/i18n/search-words';
import { SearchGlyph } from './search-glyph';
import { SearchMessage } from './search-message';
import { groupHits, optionId, SearchResults } from './search-results';
import { useSearch } from './use-search';

interface Props {
  locale: Locale;
  query: string;
  onQuery: (query: string) => void;
  /** False while nobody looks: nothing is loaded until then. */
  isWanted: boolean;
  /** A result was followed in this window. */
  onFollow?: () => void;
  onEscape?: () => void;
  onFocus?: () => void;
  /** What stands beside the field: the sheet's close button. */
  beside?: ReactNode;
}

/** Where a key leads from the active option; undefined when the key means something else, such as moving the caret. */
function move(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return active + 1 < count ? active + 1 : 0;
  if (key === 'ArrowUp') return active > 0 ? active - 1 : count - 1;
  if (key === 'Home' && active >= 0) return 0;
  if (key === 'End' && active >= 0) return count - 1;
  return undefined;
}

/** Key presses that belong to the input method: Enter there ends a syllable. Safari says so by key code 229 only. */
const isComposingKey = (event: KeyboardEvent) => event.nativeEvent.isComposing || event.keyCode === 229;

/** The search field, its results, and what to say when there are none: a combobox whose list is always in view. */
export function SearchPanel(props: Props) {
  const { locale, query, onQuery, isWanted, onFollow, onEscape, onFocus, beside } = props;
  const words = searchWords(locale);
  const listId = useId();
  const [active, setActive] = useState(-1);
  const [isComposing, setIsComposing] = useState(false);
  const search = useSearch(locale, query, isComposing, isWanted);
  const groups = groupHits(search.hits);
  const count = search.hits.length;

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposingKey(event)) return;
    const next = move(event.key, active, count);
    if (next !== undefined) setActive(next);
    else if (event.key === 'Enter') document.getElementById(optionId(listId, Math.max(active, 0)))?.click();
    else if (event.key !== 'Escape' || !onEscape) return;
    else onEscape();
    event.preventDefault();
  };

  return (
    <>
      <div className="flex shrink-0 items-center gap-3 border-b-2 border-rule-strong px-4 focus-within:border-accent sm:px-6">
        <SearchGlyph className="shrink-0 text-ink-3" />
        <input
          type="search"
          role="combobox"
          aria-label={words.field}
          aria-expanded={count > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 && active < count ? optionId(listId, active) : undefined}
          placeholder={words.placeholder}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={80}
          value={query}
          onChange={(event) => {
            setActive(-1);
            onQuery(event.target.value);
          }}
          onCompositionStart={() => setIsComposing(true)}
          onCompositionEnd={() => setIsComposing(false)}
          onKeyDown={onKeyDown}
          onFocus={onFocus}
          className="min-h-14 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
        />
        {beside}
      </div>
      <SearchMessage
        {...search}
        count={count}
        locale={locale}
        query={query}
        isWanted={isWanted}
        onFollow={onFollow}
      />
      {count > 0 && (
        <SearchResults listId={listId} groups={groups} active={active} locale={locale} onFollow={onFollow} />
      )}
    </>
  );
}
