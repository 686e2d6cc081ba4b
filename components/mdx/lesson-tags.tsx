import type { ReactNode } from 'react';
import { Try } from '@/components/lab/try';
import { ModelFigure } from '@/components/models/model-figure';
import { Predict } from '@/components/quiz/predict';
import { Quiz } from '@/components/quiz/quiz';
import type { TagName } from '@/lib/course/compile/vocabulary';
import { viewScenario, viewTask } from '@/lib/course/lab/view';
import { viewPrediction, viewQuestions } from '@/lib/course/quiz/view';
import { siteWords } from '@/lib/i18n/site-words';
import { Aside, DeepDive, Intro, Objectives, Recap, Steps } from './asides';
import { FactNumber, TermWord } from './cards';
import { CodeBlock } from './code-block';
import { Figure } from './figure';
import { anchoredHeading } from './heading';
import { found, type LessonContext } from './lesson-context';
import { MisconceptionBox } from './misconception';

// biome-ignore lint/suspicious/noExplicitAny: props differ by tag and were checked against the vocabulary when the lesson was compiled
type TagComponent = (props: any) => ReactNode;

/** One component for each tag of the vocabulary (lib/course/compile/vocabulary.ts), bound to the lesson it stands in. */
export function lessonTags(
  context: LessonContext,
): Record<TagName | 'CodeBlock' | 'h2' | 'h3', TagComponent> {
  const { course, lesson, locale } = context;
  const words = siteWords(locale);
  const scenarioIn = (id: string) => {
    const lab = found(
      lesson.labs.find((each) => each.scenarios.some((scenario) => scenario.id === id)),
      `scenario ${id}`,
    );
    return {
      lab,
      scenario: viewScenario(
        lab,
        found(
          lab.scenarios.find((each) => each.id === id),
          id,
        ),
        locale,
      ),
    };
  };
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
    Quiz: ({ ids }: { ids: string }) => (
      <Quiz
        questions={ids.split(/\s+/).map((id) =>
          found(
            viewQuestions(lesson, locale).find((view) => view.id === id),
            id,
          ),
        )}
        locale={locale}
        lessonId={lesson.id}
      />
    ),
    Predict: ({ id }) => {
      const question = found(
        lesson.questions.find((each) => each.id === id),
        id,
      );
      if (question.type !== 'predict')
        throw new Error(`${id} must be of type predict, found ${question.type}`);
      return (
        <Predict
          question={viewPrediction(question, lesson.labs, locale)}
          locale={locale}
          lessonId={lesson.id}
        />
      );
    },
    Model: ({ id, children }) => {
      const { lab, scenario } = scenarioIn(id);
      return (
        <ModelFigure model={lab.model} scenario={scenario} locale={locale} lessonId={lesson.id}>
          {children}
        </ModelFigure>
      );
    },
    Try: ({ id }) => {
      const task = found(
        lesson.labs.flatMap((each) => each.tasks).find((each) => each.id === id),
        id,
      );
      const { lab, scenario } = scenarioIn(task.scenario);
      return (
        <Try
          task={viewTask(lesson.id, task, locale)}
          scenario={scenario}
          model={lab.model}
          locale={locale}
          lessonId={lesson.id}
        />
      );
    },
  };
}
