import type { ReactNode } from 'react';

/** A still picture from the lesson's folder; its address was resolved when the lesson was compiled. */
export function Figure({ src, alt, children }: { src: string; alt: string; children?: ReactNode }) {
  return (
    <figure className="breakout my-9">
      <img src={src} alt={alt} loading="lazy" decoding="async" className="h-auto max-w-full" />
      {children && <figcaption className="mt-3 text-[0.9375rem] text-ink-2">{children}</figcaption>}
    </figure>
  );
}
