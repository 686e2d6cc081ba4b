import type { Hit } from '@/lib/course/search/search-index';
import type { Locale } from '@/lib/i18n/locale';

/** More hits than anyone reads. */
export const hitLimit = 30;

export type Find = (query: string) => Hit[];

const loading = new Map<Locale, Promise<Find>>();

async function load(locale: Locale): Promise<Find> {
  const [{ readIndex, search }, response] = await Promise.all([
    import('@/lib/course/search/search-index'),
    fetch(`/${locale}/search.json`),
  ]);
  if (!response.ok)
    throw new Error(`/${locale}/search.json must be there; the server answered ${response.status}`);
  const index = readIndex(await response.text());
  return (query) => search(index, query, hitLimit);
}

/** The engine and the index of one language, fetched side by side at the first call. A failure is forgotten: call again. */
export function loadSearch(locale: Locale): Promise<Find> {
  const known = loading.get(locale);
  if (known) return known;
  const promise = load(locale);
  loading.set(locale, promise);
  promise.catch(() => loading.delete(locale));
  return promise;
}
