import type { ReactNode } from 'react';

/** The frame of a plain page: one column, one title, one leading sentence. */
export function PlainPage({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main id="main" className="mx-auto w-full max-w-[52rem] px-5 pt-10 pb-24 md:px-10 md:pt-16">
      <h1 className="mb-4 text-3xl tracking-tight md:text-[2.5rem]">{title}</h1>
      {lead && <p className="mb-10 max-w-[41rem] text-lg leading-relaxed text-ink-2">{lead}</p>}
      {children}
    </main>
  );
}
