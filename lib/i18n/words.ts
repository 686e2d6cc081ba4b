import type { Locale } from './locale';

/**
 * Interface words of one room, typed by key: a key that one language lacks is a type error.
 * `fill('{count} left', { count: 3 })` puts values in; an unknown name is left standing so that it is seen.
 */
export function defineWords<Key extends string>(words: Record<Locale, Record<Key, string>>) {
  return (locale: Locale): Readonly<Record<Key, string>> => words[locale];
}

export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
