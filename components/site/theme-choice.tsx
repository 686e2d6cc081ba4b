'use client';

import { useEffect, useState } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { themeKey } from './theme-script';

type Theme = 'day' | 'night' | 'system';

/** Applies and remembers a theme; a storage that refuses is no reason not to change the page. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, theme);
  } catch {
    // Forbidden or full: the choice holds for this visit.
  }
  window.dispatchEvent(new CustomEvent('reconcile:theme'));
}

/** The theme the page shows now, whoever chose it. */
export function shownTheme(): 'day' | 'night' {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'day' || chosen === 'night') return chosen;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'day';
}

export function ThemeChoice({ locale }: { locale: Locale }) {
  const words = siteWords(locale);
  const [theme, setTheme] = useState<Theme>('system');
  useEffect(() => {
    const read = () => setTheme((document.documentElement.dataset.theme as Theme | undefined) ?? 'system');
    read();
    window.addEventListener('reconcile:theme', read);
    return () => window.removeEventListener('reconcile:theme', read);
  }, []);
  const options: readonly (readonly [Theme, string])[] = [
    ['day', words.themeDay],
    ['night', words.themeNight],
    ['system', words.themeSystem],
  ];
  return (
    <fieldset className="px-3 py-1">
      <legend className="mb-1 text-sm text-ink-3">{words.theme}</legend>
      <div className="flex rounded-box border border-rule-strong">
        {options.map(([value, label]) => (
          <label
            key={value}
            className="flex min-h-10 flex-1 cursor-pointer items-center justify-center border-r border-rule-strong px-1 text-sm whitespace-nowrap last:border-r-0 has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => applyTheme(value)}
              className="sr-only"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
