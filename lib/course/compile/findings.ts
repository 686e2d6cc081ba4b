// Type imports only: they teach mdast's node types what MDX adds. Both packages come with mdx-bundler.
import type {} from 'mdast-util-mdx';
import type {} from 'mdast-util-to-hast';
import type { Locale } from '../../i18n/locale';
import type { Heading, Problem, Section } from '../course.types';
import { fileStart, type Place, problemAt } from '../problem';
import type { Tag } from './vocabulary';

/** One language of a lesson, on its way into the compiler. */
export interface LessonFile {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly locale: Locale;
  /** The MDX; its front matter replaced by empty lines, so that every line keeps its number. */
  readonly body: string;
  /** Where the lesson's pictures will be served: `/content-images/architecture/monolith`. */
  readonly imagePath: string;
}

/** An id (or a picture's file name) that a tag names; whether it exists is for the caller to say. */
export interface Reference extends Place {
  readonly kind: Tag['refers'][string];
  readonly id: string;
  readonly tag: string;
}

/** A link inside the site as the author wrote it: `/architecture/monolith/#heading`, `#heading`. */
export interface Link extends Place {
  readonly url: string;
}

export interface PlacedHeading extends Heading, Place {}

/** All that one language of a lesson says. It follows from the file alone, so that it can be kept by the file's content. */
export interface CompiledFile {
  /** Null when the file has problems of its own. */
  readonly code: string | null;
  readonly headings: readonly PlacedHeading[];
  readonly sections: readonly Section[];
  readonly references: readonly Reference[];
  readonly links: readonly Link[];
  /** How often each tag of the vocabulary is used. */
  readonly tags: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
  /** False when the syntax broke, so that headings, references and links are unknown rather than absent. */
  readonly isRead: boolean;
}

/** What the rules of a lesson gather while they walk its tree. */
export interface Findings {
  readonly lesson: LessonFile;
  readonly headings: PlacedHeading[];
  readonly sections: Section[];
  readonly references: Reference[];
  readonly links: Link[];
  readonly tags: Record<string, number>;
  readonly problems: Problem[];
}

export function newFindings(lesson: LessonFile): Findings {
  return { lesson, headings: [], sections: [], references: [], links: [], tags: {}, problems: [] };
}

/** Anything with a place in the source: a syntax node, or one of its attributes. */
interface Positioned {
  readonly position?: { readonly start: { readonly line: number; readonly column: number } } | undefined;
}

export function placeOf(node: Positioned): Place {
  return node.position?.start ?? fileStart;
}

export function report(findings: Findings, place: Place, found: string, fix: string): void {
  findings.problems.push(problemAt(findings.lesson.file, place, found, fix));
}
