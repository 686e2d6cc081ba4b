import type { ReactNode } from 'react';

interface Box {
  children: ReactNode;
}

/** The problem a reader sees first. */
export function Intro({ children }: Box) {
  return <div className="mb-8 text-[1.1875rem] leading-[1.75] [&>p+p]:mt-4">{children}</div>;
}

export function Objectives({ title, objectives }: { title: string; objectives: readonly string[] }) {
  return (
    <section aria-label={title} className="mb-10 border-y border-rule py-5 text-base leading-relaxed">
      <p className="mb-2 font-semibold">{title}</p>
      <ul>
        {objectives.map((objective) => (
          <li key={objective}>{objective}</li>
        ))}
      </ul>
    </section>
  );
}

const kinds = {
  note: { edge: 'border-rule-strong', sign: 'M10 9v5M10 6v.01' },
  warning: { edge: 'border-wait', sign: 'M10 5.500v5M10 14v.01' },
} as const;

/** A note or a warning: told apart by its title and sign, coloured second. */
export function Aside({ kind, title, children }: Box & { kind: keyof typeof kinds; title: string }) {
  return (
    <aside
      aria-label={title}
      className={`my-7 border-l-2 py-1 pl-5 text-base leading-relaxed text-ink-2 ${kinds[kind].edge}`}
    >
      <p className="!mb-1 flex items-center gap-2 font-semibold text-ink">
        <svg
          viewBox="0 0 20 20"
          width="18"
          height="18"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.800"
          strokeLinecap="round"
          className={kind === 'warning' ? 'text-wait' : 'text-ink-3'}
        >
          {kind === 'warning' ? (
            <path d="M10 2.500 18 17H2Z" strokeLinejoin="round" />
          ) : (
            <circle cx="10" cy="10" r="7.500" />
          )}
          <path d={kinds[kind].sign} />
        </svg>
        {title}
      </p>
      {children}
    </aside>
  );
}

export function DeepDive({ label, title, children }: Box & { label: string; title: string }) {
  return (
    <details className="my-7 border-y border-rule text-base leading-relaxed open:pb-5">
      <summary className="fold flex min-h-12 items-center gap-3 py-2 font-semibold hover:text-accent">
        <span className="shrink-0 text-sm font-normal text-ink-3">{label}</span>
        {title}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}

/** A worked replay: an ordered list in 3–6 steps, with large numerals in the margin. */
export function Steps({ title, children }: Box & { title: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a named group without fields; a region would crowd the list of landmarks.
    <div role="group" aria-label={title} className="steps my-7">
      {children}
    </div>
  );
}

export function Recap({ title, children }: Box & { title: string }) {
  return (
    <section aria-label={title} className="mt-14 border-t-2 border-ink pt-5">
      <p className="!mb-3 font-semibold">{title}</p>
      {children}
    </section>
  );
}
