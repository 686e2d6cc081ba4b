import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Glossary } from '@/components/site/glossary';
import { isLocale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { loadCourse } from '../../load-course';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale)
    ? { title: siteWords(locale).glossary, description: siteWords(locale).glossaryLead }
    : {};
}

export default async function GlossaryPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const { course } = await loadCourse();
  return <Glossary terms={course.terms} locale={locale} />;
}
