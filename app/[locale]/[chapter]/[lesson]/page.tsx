import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { evaluateLesson } from '@/components/mdx/evaluate-lesson';
import { AuthorProblems } from '@/components/site/author-problems';
import { LessonFrame } from '@/components/site/lesson-frame';
import { contentStamp } from '@/lib/course/content-stamp.gen';
import { viewQuestions } from '@/lib/course/quiz/view';
import { isLocale } from '@/lib/i18n/locale';
import { loadCourse } from '../../../load-course';

interface Props {
  params: Promise<{ locale: string; chapter: string; lesson: string }>;
}

export async function generateStaticParams() {
  const { course } = await loadCourse();
  return course.chapters.flatMap((chapter) =>
    chapter.lessons.map((lesson) => ({ chapter: chapter.slug, lesson: lesson.slug })),
  );
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, chapter, lesson: slug } = await params;
  const lesson = (await loadCourse()).course.chapters
    .flatMap((each) => each.lessons)
    .find((each) => each.id === `${chapter}/${slug}`);
  if (!isLocale(locale) || !lesson) return {};
  return {
    title: lesson.frontmatter[locale].title,
    description: lesson.frontmatter[locale].summary,
    alternates: { languages: { ko: `/ko/${lesson.id}/`, en: `/en/${lesson.id}/` } },
  };
}

export default async function LessonPage({ params }: Props) {
  const { locale, chapter, lesson: slug } = await params;
  if (!isLocale(locale)) notFound();
  const { course, lessons, problems } = await loadCourse();
  const lesson = course.chapters
    .flatMap((each) => each.lessons)
    .find((each) => each.id === `${chapter}/${slug}`);
  const compiled = lesson && lessons.get(lesson.id)?.[locale];
  // Problems occur only in `next dev`: a build with any never starts. The stamp ties this page to the author's last save.
  const panel = problems.length > 0 ? <AuthorProblems problems={problems} stamp={contentStamp} /> : null;
  if (!lesson || !compiled) return panel ?? notFound();
  const questions = viewQuestions(lesson, locale);
  return (
    <>
      {panel}
      <LessonFrame course={course} lesson={lesson} compiled={compiled} questions={questions} locale={locale}>
        {evaluateLesson(compiled, { course, lesson, questions, locale })}
      </LessonFrame>
    </>
  );
}
