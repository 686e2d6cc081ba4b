import type { ReactNode } from 'react';
import { Try } from '@/components/lab/try';
import { ModelFigure } from '@/components/models/model-figure';
import { Predict } from '@/components/quiz/predict';
import { Quiz } from '@/components/quiz/quiz';
import { viewScenario, viewTask } from '@/lib/course/lab/view';
import { viewPrediction } from '@/lib/course/quiz/view';
import { found, type LessonContext } from './lesson-context';

// biome-ignore lint/suspicious/noExplicitAny: props differ by tag and were checked against the vocabulary when the lesson was compiled
export type TagComponent = (props: any) => ReactNode;

/** The tags a reader operates: questions, predictions, figures, tasks. */
export function operatedTags({
  lesson,
  questions,
  locale,
}: LessonContext): Record<'Quiz' | 'Predict' | 'Model' | 'Try', TagComponent> {
  const named = <T extends { readonly id: string }>(all: readonly T[], id: string) =>
    found(
      all.find((each) => each.id === id),
      id,
    );
  const scenarios = lesson.labs.flatMap((lab) =>
    lab.scenarios.map((scenario) => ({ id: scenario.id, lab, scenario })),
  );
  const setting = (id: string) => {
    const { lab, scenario } = named(scenarios, id);
    return { model: lab.model, scenario: viewScenario(lab, scenario, locale), locale };
  };
  return {
    Quiz: ({ ids }: { ids: string }) => {
      const asked = ids.split(/\s+/).map((id) => named(questions, id));
      return <Quiz questions={asked} locale={locale} lessonId={lesson.id} />;
    },
    Predict: ({ id }) => {
      const question = named(lesson.questions, id);
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
    Model: ({ id, children }) => <ModelFigure {...setting(id)}>{children}</ModelFigure>,
    Try: ({ id }) => {
      const task = named(
        lesson.labs.flatMap((lab) => lab.tasks),
        id,
      );
      return <Try task={viewTask(lesson.id, task, locale)} {...setting(task.scenario)} />;
    },
  };
}
