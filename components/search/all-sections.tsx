import type { Course, Lesson } from '@/lib/course/course.types';
import type { CompiledLessons } from '@/lib/course/search/documents';
import type { Locale } from '@/lib/i18n/locale';
import { searchWords } from '@/lib/i18n/search-words';

interface Props {
  course: Course;
  lessons: CompiledLessons;
  locale: Locale;
}

/** Every lesson and section as a link: what the search page offers without JavaScript, and to those who rather look through. */
export function AllSections({ course, lessons, locale }: Props) {
  const words = searchWords(locale);
  const chapters = course.chapters.filter((chapter) => chapter.lessons.length > 0);
  return (
    <section aria-labelledby="all-sections">
      <noscript>
        <p className="mb-6 leading-relaxed">{words.noScript}</p>
      </noscript>
      <h2 id="all-sections" className="mb-4 text-xl">
        {words.allSections}
      </h2>
      {chapters.map((chapter) => (
        <div key={chapter.slug} className="border-t border-ink pt-3 pb-6">
          <h3 className="mb-2 text-[0.9375rem] font-normal text-ink-3">{chapter.title[locale]}</h3>
          <ol className="space-y-5">
            {chapter.lessons.map((lesson) => (
              <LessonSections
                key={lesson.id}
                lesson={lesson}
                sections={lessons.get(lesson.id)?.[locale]?.sections ?? []}
                locale={locale}
              />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

interface LessonProps {
  lesson: Lesson;
  sections: readonly { readonly id: string; readonly title: string }[];
  locale: Locale;
}

function LessonSections({ lesson, sections, locale }: LessonProps) {
  const url = `/${locale}/${lesson.id}/`;
  return (
    <li>
      <a
        href={url}
        className="flex min-h-9 pointer-coarse:min-h-11 items-baseline gap-3 py-1 font-semibold hover:text-accent"
      >
        <span className="font-mono text-[0.8125rem] font-normal text-ink-3 tabular-nums">
          {lesson.number}
        </span>
        {lesson.frontmatter[locale].title}
      </a>
      <ul className="ml-[0.6rem] border-l border-rule">
        {sections
          .filter((section) => section.id !== '')
          .map((section) => (
            <li key={section.id}>
              <a
                href={`${url}#${section.id}`}
                className="flex min-h-9 pointer-coarse:min-h-11 items-center py-1 pl-5 text-[0.9375rem] text-ink-2 hover:text-accent"
              >
                {section.title}
              </a>
            </li>
          ))}
      </ul>
    </li>
  );
}
