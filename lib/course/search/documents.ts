import { type Locale, otherLocale } from '../../i18n/locale';
import { searchWords } from '../../i18n/search-words';
import type { CompiledLesson, Course, Lesson } from '../course.types';

/** Both languages of each lesson by lesson id. A lesson with mistakes may be missing while its author writes. */
export type CompiledLessons = ReadonlyMap<string, Partial<Readonly<Record<Locale, CompiledLesson>>>>;

/** What can be found: the top of a lesson, a section of it, or a glossary term. Texts are in NFC. */
export interface SearchDocument {
  /** `/ko/architecture/monolith/#why-one-program` */
  readonly url: string;
  /** The lesson's number and title, or the glossary's. Hits are grouped by it. */
  readonly place: string;
  /** The section's heading or the term's name; '' for the top of a lesson. */
  readonly heading: string;
  /** Found like a heading though not shown as one: a lesson's title, a term's name in the other language. */
  readonly alias: string;
  readonly text: string;
}

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

function lessonDocuments(lesson: Lesson, compiled: CompiledLesson, locale: Locale): SearchDocument[] {
  const url = `/${locale}/${lesson.id}/`;
  const { title, summary } = compiled.frontmatter;
  const place = plain(`${lesson.number} ${title}`);
  const beginning = compiled.sections.filter((section) => section.id === '').map((section) => section.text);
  return [
    { url, place, heading: '', alias: place, text: plain([summary, ...beginning].join(' ')) },
    ...compiled.sections
      .filter((section) => section.id !== '')
      .map(({ id, title: heading, text }) => ({
        url: `${url}#${id}`,
        place,
        heading: plain(heading),
        alias: '',
        text: plain(text),
      })),
  ];
}

/** Everything that search finds in one language, in course order, the glossary last. A term is found by both its names. */
export function documentsOf(course: Course, lessons: CompiledLessons, locale: Locale): SearchDocument[] {
  const inLessons = course.chapters
    .flatMap((chapter) => chapter.lessons)
    .flatMap((lesson) => {
      const compiled = lessons.get(lesson.id)?.[locale];
      return compiled ? lessonDocuments(lesson, compiled, locale) : [];
    });
  const terms = course.terms.map((term) => ({
    url: `/${locale}/glossary/#${term.id}`,
    place: searchWords(locale).glossary,
    heading: plain(term[locale].name),
    alias: plain(term[otherLocale(locale)].name),
    text: plain(term[locale].definition),
  }));
  return [...inLessons, ...terms];
}
