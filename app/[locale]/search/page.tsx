import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AllSections } from '@/components/search/all-sections';
import { SearchPage } from '@/components/search/search-page';
import { PlainPage } from '@/components/site/plain-page';
import { isLocale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { loadCourse } from '../../load-course';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: siteWords(locale).search } : {};
}

export default async function Search({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const { course, lessons } = await loadCourse();
  return (
    <PlainPage title={siteWords(locale).search}>
      <SearchPage locale={locale} />
      <AllSections course={course} lessons={lessons} locale={locale} />
    </PlainPage>
  );
}
