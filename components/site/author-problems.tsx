import type { Problem } from '@/lib/course/course.types';

/** What an author sees in `npm run dev` while the content has mistakes; it goes by itself once they are mended. */
export function AuthorProblems({ problems, stamp }: { problems: readonly Problem[]; stamp: number }) {
  return (
    <section
      role="alert"
      data-stamp={stamp}
      lang="en"
      className="border-b-4 border-bad bg-bad-soft px-6 py-5"
    >
      <h2 className="mb-3 text-lg">
        {problems.length === 1 ? 'One mistake in the content' : `${problems.length} mistakes in the content`}
      </h2>
      <ol className="flex flex-col gap-3">
        {problems.map((problem) => (
          <li key={`${problem.file}:${problem.line}:${problem.column}:${problem.found}`}>
            <code className="font-semibold">
              {problem.file}:{problem.line}:{problem.column}
            </code>
            <p>{problem.found}</p>
            <p className="text-ink-2">→ {problem.fix}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
