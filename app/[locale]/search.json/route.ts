import { buildIndex } from '@/lib/course/search/build-index';
import { isLocale, locales } from '@/lib/i18n/locale';
import { loadCourse } from '../../load-course';

export const dynamic = 'force-static';

export function generateStaticParams() {
  return locales.map((locale) => ({ locale }));
}

/** The search index of one language: fetched only when a reader opens search. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (!isLocale(locale)) return new Response('unknown language', { status: 404 });
  const { course, lessons } = await loadCourse();
  return new Response(buildIndex(course, lessons, locale), {
    headers: { 'content-type': 'application/json' },
  });
}
