import type { Problem } from './course.types';

/** Where something stands in a file. Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const fileStart: Place = { line: 1, column: 1 };

/** Builds a problem from a place that may carry more than a line and a column (a syntax node's point, say). */
export function problemAt(file: string, place: Place, found: string, fix: string): Problem {
  return { file, line: place.line, column: place.column, found, fix };
}

/** `content/…/ko.mdx:12:3  what was found`, and what to do on a second line. Editors make the first part a link. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}  ${problem.found}\n    → ${problem.fix}`;
}

/** By file, then by place, so that an author reads them as the folder lists them. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}
