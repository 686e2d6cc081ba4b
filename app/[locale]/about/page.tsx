import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { About } from '@/components/site/about';
import { isLocale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: siteWords(locale).about } : {};
}

export default async function AboutPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return <About locale={locale} />;
}
