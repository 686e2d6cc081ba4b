import Link from 'next/link';
import type { ReactNode } from 'react';
import { MarkRead } from '@/components/progress/mark-read';
import { Returning } from '@/components/quiz/returning';
import type { CompiledLesson, Course, Lesson } from '@/lib/course/course.types';
import type { QuestionView } from '@/lib/course/quiz/quiz.types';
import { type Locale, localeNames } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { fill } from '@/lib/i18n/words';
import { LessonOutline } from './lesson-outline';

interface Props {
  course: Course;
  lesson: Lesson;
  compiled: CompiledLesson;
  questions: readonly QuestionView[];
  locale: Locale;
  children: ReactNode;
}

/** Everything around a lesson's text: outline, head, what comes back, sources, neighbours. */
export function LessonFrame({ course, lesson, compiled, questions, locale, children }: Props) {
  const words = siteWords(locale);
  const chapter = course.chapters.find((each) => each.slug === lesson.chapterSlug);
  const { title, summary, minutes, sources } = compiled.frontmatter;
  return (
    <div className="mx-auto grid w-full max-w-[88rem] px-4 md:px-8 xl:grid-cols-[15rem_minmax(0,1fr)] xl:gap-x-14">
      <div className="reading-line" aria-hidden="true" data-print="no" />
      <LessonOutline chapter={chapter} lesson={lesson} headings={compiled.headings} locale={locale} />
      <main id="main" className="min-w-0 pt-8 pb-20 xl:pt-12">
        <article className="lesson">
          <header className="mb-10">
            <p className="mb-3 flex flex-wrap gap-x-4 text-[0.9375rem] leading-normal text-ink-3">
              <a className="hover:text-ink hover:underline" href={`/${locale}/#${lesson.chapterSlug}`}>
                {chapter?.title[locale]}
              </a>
              <span>{fill(words.minutes, { count: minutes })}</span>
            </p>
            <h1 className="mb-4 text-3xl leading-tight tracking-tight md:text-[2.5rem]">
              <span className="mr-4 font-normal text-accent">{lesson.number}</span>
              {title}
            </h1>
            <p className="text-lg leading-relaxed text-ink-2">{summary}</p>
          </header>
          {children}
          <Returning questions={questions} locale={locale} lessonId={lesson.id} />
          <Sources sources={sources} title={words.sources} />
          <MarkRead lessonId={lesson.id} />
          <p className="mt-8 text-sm text-ink-3" data-print="no">
            {words.editPage}: <code className="bg-transparent">{`${lesson.folder}/${locale}.mdx`}</code> (
            {localeNames[locale]})
          </p>
        </article>
        <Neighbours course={course} lesson={lesson} locale={locale} />
      </main>
    </div>
  );
}

function Sources({ sources, title }: { sources: readonly { title: string; url: string }[]; title: string }) {
  if (sources.length === 0) return null;
  return (
    <section
      aria-labelledby="sources"
      className="mt-16 border-t border-rule pt-5 text-[0.9375rem] leading-relaxed text-ink-2"
    >
      <h2 id="sources" className="!m-0 !mb-2 !border-0 !p-0 !text-base">
        {title}
      </h2>
      <ul>
        {sources.map((source) => (
          <li key={source.url}>
            <a href={source.url} rel="noreferrer" className="underline underline-offset-4 hover:text-ink">
              {source.title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Neighbours({ course, lesson, locale }: { course: Course; lesson: Lesson; locale: Locale }) {
  const words = siteWords(locale);
  const all = course.chapters.flatMap((each) => each.lessons);
  const at = all.findIndex((each) => each.id === lesson.id);
  const neighbours = [
    { rel: 'prev', label: words.previous, to: all[at - 1] },
    { rel: 'next', label: words.next, to: all[at + 1] },
  ] as const;
  return (
    <nav
      aria-label={words.lesson}
      className="mt-14 grid max-w-[66rem] gap-px border-y border-rule sm:grid-cols-2"
      data-print="no"
    >
      {neighbours.map(({ rel, label, to }) =>
        to ? (
          <Link
            key={rel}
            rel={rel}
            href={`/${locale}/${to.id}/`}
            className={`group flex min-h-20 flex-col justify-center gap-1 py-4 ${rel === 'next' ? 'sm:col-start-2 sm:items-end sm:text-right' : ''}`}
          >
            <span className="text-sm text-ink-3">{label}</span>
            <span className="text-lg font-semibold text-accent group-hover:underline">
              {to.number} {to.frontmatter[locale].title}
            </span>
          </Link>
        ) : null,
      )}
    </nav>
  );
}
