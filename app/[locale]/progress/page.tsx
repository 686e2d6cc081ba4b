import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProgressPanel } from '@/components/progress/progress-panel';
import { PlainPage } from '@/components/site/plain-page';
import { isLocale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: siteWords(locale).progress } : {};
}

export default async function ProgressPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const words = siteWords(locale);
  return (
    <PlainPage title={words.progress}>
      <ProgressPanel locale={locale} />
    </PlainPage>
  );
}
