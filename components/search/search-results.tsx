'use client';

import Link from 'next/link';
import { type MouseEvent, useEffect } from 'react';
import type { Hit } from '@/lib/course/search/search-index';
import type { Locale } from '@/lib/i18n/locale';
import { searchWords } from '@/lib/i18n/search-words';
import { Marked } from './marked';

/** Hits of one page together, pages in the order of their best hit: the order in which the keys walk them. */
export function groupHits(hits: readonly Hit[]): Hit[][] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const page = hit.url.split('#')[0] ?? '';
    groups.set(page, [...(groups.get(page) ?? []), hit]);
  }
  return [...groups.values()];
}

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

interface Props {
  listId: string;
  groups: readonly (readonly Hit[])[];
  /** The option the keys have reached, counted over all groups; -1 for none. */
  active: number;
  locale: Locale;
  onFollow?: (() => void) | undefined;
}

/** The list that the search field controls. Each option is a real link, so that it can be opened in another tab. */
export function SearchResults({ listId, groups, active, locale, onFollow }: Props) {
  useEffect(() => {
    if (active >= 0) document.getElementById(optionId(listId, active))?.scrollIntoView({ block: 'nearest' });
  }, [listId, active]);
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, group) => sum + group.length, 0));
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={searchWords(locale).results}
      className="min-h-0 overflow-y-auto overscroll-contain py-2"
    >
      {groups.map((group, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox may hold groups, not fieldsets.
        <div key={group[0]?.url} role="group" aria-labelledby={`${listId}-place-${at}`} className="pb-3">
          <div
            id={`${listId}-place-${at}`}
            className="px-4 pt-2 pb-1 text-[0.8125rem] text-ink-3 tabular-nums sm:px-6"
          >
            {group[0] && <Marked {...group[0].lessonTitle} />}
          </div>
          {group.map((hit, index) => (
            <Option
              key={hit.url}
              id={optionId(listId, (starts[at] ?? 0) + index)}
              hit={hit}
              isActive={active === (starts[at] ?? 0) + index}
              top={searchWords(locale).top}
              onFollow={onFollow}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  hit: Hit;
  isActive: boolean;
  top: string;
  onFollow?: (() => void) | undefined;
}

function Option({ id, hit, isActive, top, onFollow }: OptionProps) {
  const follow = (event: MouseEvent) => {
    const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!opensElsewhere) onFollow?.();
  };
  return (
    <Link
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      href={hit.url}
      prefetch={false}
      onClick={follow}
      className="block min-h-11 border-l-2 border-transparent py-2 pr-4 pl-[calc(1rem-2px)] hover:bg-sunken aria-selected:border-accent aria-selected:bg-sunken sm:pr-6 sm:pl-[calc(1.5rem-2px)]"
    >
      <span className="block leading-snug font-semibold">
        {hit.heading.text === '' ? top : <Marked {...hit.heading} />}
      </span>
      <span className="line-clamp-2 text-[0.9375rem] leading-relaxed text-ink-2">
        <Marked {...hit.snippet} />
      </span>
    </Link>
  );
}
