'use client';

import { useState } from 'react';

/** Copies `text`; says so in words, to the eye and to a screen reader. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button
      type="button"
      onClick={copy}
      className="min-h-10 px-4 font-sans text-ink-2 hover:text-ink"
      data-print="no"
    >
      <span aria-live="polite">{copied ? done : label}</span>
    </button>
  );
}
