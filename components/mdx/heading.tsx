import type { ReactNode } from 'react';

/** A heading that can be linked to. Its id was written by hand and is the same in both languages. */
export function anchoredHeading(Level: 'h2' | 'h3') {
  return function AnchoredHeading({ id, children }: { id: string; children: ReactNode }) {
    return (
      <Level id={id}>
        {children}
        <a className="heading-link" href={`#${id}`} aria-label={`#${id}`} data-print="no">
          #
        </a>
      </Level>
    );
  };
}
