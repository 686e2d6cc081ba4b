import type { Locale, Text } from '../i18n/locale';
import type { Fact, Frontmatter, Misconception, Term } from './schema/course';
import type { Lab } from './schema/lab';
import type { Question } from './schema/quiz';

/** A mistake in the content: where it is, what was found, and what to do. Lines and columns count from 1. */
export interface Problem {
  /** Relative to the project, with `/`: `content/01-architecture/01-monolith/ko.mdx`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly fix: string;
}

export interface Heading {
  readonly id: string;
  readonly depth: 2 | 3;
  readonly text: string;
}

/** A stretch of a lesson under one heading, as plain text, for search. `id` is '' before the first heading. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** One language of a lesson, compiled. `code` is what mdx-bundler's getMDXExport evaluates, on the server only. */
export interface CompiledLesson {
  readonly code: string;
  readonly frontmatter: Frontmatter;
  readonly headings: readonly Heading[];
  readonly sections: readonly Section[];
}

export interface Lesson {
  /** `architecture/monolith`: chapter slug and lesson slug. Stable; used in URLs (`/ko/architecture/monolith/`) and progress. */
  readonly id: string;
  readonly slug: string;
  readonly chapterSlug: string;
  /** Folder, relative to the project: the "edit this page" target. */
  readonly folder: string;
  /** `1.2`, from the folder numbers. */
  readonly number: string;
  readonly frontmatter: Readonly<Record<Locale, Frontmatter>>;
  readonly questions: readonly Question[];
  readonly labs: readonly Lab[];
}

export interface Chapter {
  readonly slug: string;
  readonly number: number;
  readonly title: Text;
  readonly summary: Text;
  /** Empty while the chapter is still being written. */
  readonly lessons: readonly Lesson[];
}

export interface Course {
  readonly chapters: readonly Chapter[];
  readonly facts: readonly Fact[];
  readonly terms: readonly Term[];
  readonly misconceptions: readonly Misconception[];
}
