import type { ReactNode } from 'react';

/** One part of the figure under a quiet title. */
export function Panel({
  title,
  note,
  children,
}: {
  title: string;
  note?: string | undefined;
  children: ReactNode;
}) {
  return (
    <section className="min-w-0 border-t border-rule pt-2">
      <p className="m-0 mb-1.5 flex flex-wrap items-baseline gap-x-2 text-xs font-semibold text-ink-2">
        {title}
      </p>
      {children}
      {note && <p className="m-0 mt-2 text-xs leading-4 text-ink-3">{note}</p>}
    </section>
  );
}
