import type { TagName } from '@/lib/course/compile/vocabulary';
import { siteWords } from '@/lib/i18n/site-words';
import { Aside, DeepDive, Intro, Objectives, Recap, Steps } from './asides';
import { FactNumber, TermWord } from './cards';
import { CodeBlock } from './code-block';
import { Figure } from './figure';
import { anchoredHeading } from './heading';
import { found, type LessonContext } from './lesson-context';
import { MisconceptionBox } from './misconception';
import { operatedTags, type TagComponent } from './operated-tags';

/** One component for each tag of the vocabulary (lib/course/compile/vocabulary.ts), bound to the lesson it stands in. */
export function lessonTags(
  context: LessonContext,
): Record<TagName | 'CodeBlock' | 'h2' | 'h3', TagComponent> {
  const { course, lesson, locale } = context;
  const words = siteWords(locale);
  return {
    h2: anchoredHeading('h2'),
    h3: anchoredHeading('h3'),
    CodeBlock: (props) => <CodeBlock {...props} locale={locale} />,
    Intro,
    Objectives: () => (
      <Objectives title={words.objectives} objectives={lesson.frontmatter[locale].objectives} />
    ),
    Note: ({ title = words.note, children }) => (
      <Aside kind="note" title={title}>
        {children}
      </Aside>
    ),
    Warning: ({ title = words.warning, children }) => (
      <Aside kind="warning" title={title}>
        {children}
      </Aside>
    ),
    DeepDive: ({ title, children }) => (
      <DeepDive label={words.deepDive} title={title}>
        {children}
      </DeepDive>
    ),
    Steps: ({ children }) => <Steps title={words.steps}>{children}</Steps>,
    Recap: ({ children }) => <Recap title={words.recap}>{children}</Recap>,
    Misconception: ({ id, children }) => (
      <MisconceptionBox
        misconception={found(
          course.misconceptions.find((each) => each.id === id),
          id,
        )}
        locale={locale}
      >
        {children}
      </MisconceptionBox>
    ),
    Term: ({ id, children }) => (
      <TermWord
        term={found(
          course.terms.find((each) => each.id === id),
          id,
        )}
        locale={locale}
      >
        {children}
      </TermWord>
    ),
    Fact: ({ id }) => (
      <FactNumber
        fact={found(
          course.facts.find((each) => each.id === id),
          id,
        )}
        locale={locale}
      />
    ),
    Figure,
    ...operatedTags(context),
  };
}
