import type { MarkedText } from '@/lib/course/search/search-index';

/** A text with what matched in it underlined as well as tinted. */
export function Marked({ text, marks }: MarkedText) {
  return (
    <>
      {marks.map(([start, end], index) => (
        <span key={start}>
          {text.slice(marks[index - 1]?.[1] ?? 0, start)}
          <mark className="bg-accent-soft text-ink underline decoration-accent decoration-2 underline-offset-3">
            {text.slice(start, end)}
          </mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
}
