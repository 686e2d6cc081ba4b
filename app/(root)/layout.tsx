import type { ReactNode } from 'react';
import '../globals.css';
import { ThemeScript } from '@/components/site/theme-script';

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="ko" data-scroll-behavior="smooth" suppressHydrationWarning>
      <head>
        <ThemeScript />
      </head>
      <body>{children}</body>
    </html>
  );
}
