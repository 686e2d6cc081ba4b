import type { ReactNode } from 'react';
import '../globals.css';
import { ThemeScript } from '@/components/site/theme-script';

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="ko" suppressHydrationWarning>
      <head>
        <ThemeScript />
      </head>
      <body>{children}</body>
    </html>
  );
}
