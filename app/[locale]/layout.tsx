import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import '../globals.css';
import { Ready } from '@/components/site/ready';
import { SiteFooter } from '@/components/site/site-footer';
import { SiteHeader } from '@/components/site/site-header';
import { ThemeScript } from '@/components/site/theme-script';
import { isLocale, locales } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { fontPreloads } from '@/lib/site/fonts.gen';
import { loadCourse } from '../load-course';

export const dynamicParams = false;

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export function generateStaticParams() {
  return locales.map((locale) => ({ locale }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const words = siteWords(locale);
  return {
    title: { default: `${words.name} · ${words.tagline}`, template: `%s · ${words.name}` },
    description: words.homeLead,
  };
}

export default async function LocaleLayout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const { course } = await loadCourse();
  for (const font of fontPreloads[locale])
    preload(font, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  const lessons = course.chapters.flatMap((chapter) => chapter.lessons.map((lesson) => lesson.id));
  return (
    <html lang={locale} data-scroll-behavior="smooth" suppressHydrationWarning>
      <head>
        <ThemeScript />
      </head>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-raised focus:px-4 focus:py-2"
          data-print="no"
        >
          {siteWords(locale).skip}
        </a>
        <SiteHeader locale={locale} lessons={lessons} />
        {children}
        <SiteFooter locale={locale} />
        <Ready />
      </body>
    </html>
  );
}
