'use client';

import { useState } from 'react';

interface Props {
  text: string;
  label: string;
  /** What is said after a copy that worked, and after one that the browser refused. */
  done: string;
  failed: string;
}

/** Copies `text`; says how it went in words, to the eye and to a screen reader. */
export function CopyButton({ text, label, done, failed }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(done);
    } catch {
      // Forbidden, or a page without https, where there is no clipboard at all.
      setSaid(failed);
    }
    setTimeout(() => setSaid(null), 3000);
  };
  return (
    <button
      type="button"
      onClick={copy}
      className="min-h-10 px-4 font-sans text-ink-2 hover:text-ink"
      data-print="no"
    >
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}
