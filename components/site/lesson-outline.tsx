import type { Chapter, Heading, Lesson } from '@/lib/course/course.types';
import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { CurrentHeading } from './current-heading';

interface Props {
  chapter: Chapter | undefined;
  lesson: Lesson;
  headings: readonly Heading[];
  locale: Locale;
}

/** The chapter's lessons with this lesson's own headings inside it: a margin beside the text, or a fold above it. */
export function LessonOutline(props: Props) {
  const words = siteWords(props.locale);
  return (
    <>
      <details className="border-b border-rule py-1 xl:hidden" data-print="no">
        <summary className="fold flex min-h-11 items-center text-[0.9375rem] text-ink-2">
          {words.outline}
        </summary>
        <nav aria-label={words.outline} className="pb-4">
          <Tree {...props} />
        </nav>
      </details>
      <nav
        aria-label={words.outline}
        data-print="no"
        data-outline=""
        className="sticky top-14 hidden max-h-[calc(100dvh-3.500rem)] self-start overflow-y-auto py-12 text-[0.9375rem] xl:block"
      >
        <Tree {...props} />
        <CurrentHeading />
      </nav>
    </>
  );
}

function Tree({ chapter, lesson, headings, locale }: Props) {
  const words = siteWords(locale);
  return (
    <>
      <p className="mb-3 leading-snug font-semibold">{chapter?.title[locale]}</p>
      <ol className="leading-snug">
        {chapter?.lessons.map((each) => {
          const here = each.id === lesson.id;
          return (
            <li key={each.id}>
              <a
                href={`/${locale}/${each.id}/`}
                aria-current={here ? 'page' : undefined}
                className="flex min-h-9 items-baseline gap-3 py-1.5 text-ink-2 hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink"
              >
                <span className="font-mono text-[0.8125rem] text-ink-3">{each.number}</span>
                {each.frontmatter[locale].title}
              </a>
              {here && (
                <ol aria-label={words.onThisPage} className="mb-3 ml-[0.6rem] border-l border-rule">
                  {headings.map((heading) => (
                    <li key={heading.id}>
                      <a
                        href={`#${heading.id}`}
                        className={`-ml-px flex min-h-8 items-center border-l-2 border-transparent py-1 text-sm text-ink-3 hover:text-ink aria-[current]:border-accent aria-[current]:text-accent ${heading.depth === 3 ? 'pl-7' : 'pl-4'}`}
                      >
                        {heading.text}
                      </a>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
