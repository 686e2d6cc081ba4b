import type { Metadata } from 'next';
import './globals.css';
import { NotFound } from '@/components/site/not-found';
import { ThemeScript } from '@/components/site/theme-script';

export const metadata: Metadata = { title: '404 · Reconcile' };

export default function GlobalNotFound() {
  return (
    <html lang="ko" data-scroll-behavior="smooth" suppressHydrationWarning>
      <head>
        <ThemeScript />
      </head>
      <body>
        <NotFound />
      </body>
    </html>
  );
}
