import { LessonMark } from '@/components/progress/lesson-mark';
import type { Chapter, Course, Lesson } from '@/lib/course/course.types';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { fill } from '@/lib/i18n/words';
import { ChapterSketch } from './chapter-sketch';
import { ContinueLink } from './continue-link';
import { LoopFigure } from './loop-figure';

/** Home: what the course is, where you are in it, and all of it at a glance. */
export function CourseMap({ course, locale }: { course: Course; locale: Locale }) {
  const words = siteWords(locale);
  const lessons = course.chapters.flatMap((chapter) => chapter.lessons);
  return (
    <main id="main" className="mx-auto w-full max-w-[76rem] px-5 pb-24 md:px-10">
      <div className="grid items-center gap-x-16 gap-y-10 py-12 md:py-20 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div>
          <h1 className="mb-5 text-4xl leading-[1.2] tracking-tight md:text-5xl">{words.homeTitle}</h1>
          <p className="mb-8 max-w-[34rem] text-lg leading-relaxed text-ink-2">{words.homeLead}</p>
          <ContinueLink
            locale={locale}
            lessons={lessons.map((lesson) => ({
              id: lesson.id,
              number: lesson.number,
              title: lesson.frontmatter[locale].title,
            }))}
          />
        </div>
        <LoopFigure locale={locale} />
      </div>
      <h2 className="sr-only">{words.courseMap}</h2>
      <ol className="border-t border-ink">
        {course.chapters.map((chapter) => (
          <ChapterRow key={chapter.slug} chapter={chapter} locale={locale} />
        ))}
      </ol>
    </main>
  );
}

function ChapterRow({ chapter, locale }: { chapter: Chapter; locale: Locale }) {
  const words = siteWords(locale);
  const planned = chapter.lessons.length === 0;
  return (
    <li
      id={chapter.slug}
      className="grid gap-x-10 gap-y-4 border-b border-rule py-8 md:grid-cols-[10rem_minmax(0,1fr)]"
    >
      <ChapterSketch slug={chapter.slug} className={`h-24 w-40 ${planned ? 'opacity-60' : ''}`} />
      <div className="max-w-[52rem]">
        <p className="text-sm text-ink-3">
          {fill(words.chapter, { number: chapter.number })}
          {planned && (
            <span className="ml-3 rounded-box border border-rule-strong px-1.5 py-px">
              {words.beingWritten}
            </span>
          )}
        </p>
        <h3 className="mt-1 mb-2 text-2xl tracking-tight">{chapter.title[locale]}</h3>
        <p className="max-w-[42rem] text-ink-2">{chapter.summary[locale]}</p>
        {!planned && (
          <ol className="mt-5 border-t border-rule">
            {chapter.lessons.map((lesson) => (
              <LessonRow key={lesson.id} lesson={lesson} locale={locale} />
            ))}
          </ol>
        )}
      </div>
    </li>
  );
}

function LessonRow({ lesson, locale }: { lesson: Lesson; locale: Locale }) {
  const words = siteWords(locale);
  const { title, summary, minutes, objectives } = lesson.frontmatter[locale];
  return (
    <li className="border-b border-rule py-4 last:border-b-0 last:pb-0">
      <div className="flex items-baseline gap-4">
        <span className="font-mono text-sm text-ink-3">{lesson.number}</span>
        <a
          href={`/${locale}/${lesson.id}/`}
          className="text-lg font-semibold text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
        >
          {title}
        </a>
        <span className="ml-auto flex shrink-0 items-baseline gap-4 text-sm text-ink-3">
          <LessonMark lessonId={lesson.id} locale={locale} />
          {fill(words.minutes, { count: minutes })}
        </span>
      </div>
      <p className="mt-1 pl-10 text-ink-2">{summary}</p>
      <details className="mt-1 pl-10 text-[0.9375rem]">
        <summary className="fold inline-flex min-h-8 items-center text-ink-3 hover:text-ink">
          {words.objectivesShort}
        </summary>
        <ul className="list-disc space-y-1 pt-1 pb-2 pl-5 text-ink-2">
          {objectives.map((objective) => (
            <li key={objective}>{objective}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}
