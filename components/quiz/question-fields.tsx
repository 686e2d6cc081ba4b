import type { Grade, QuestionView } from '@/lib/course/quiz/quiz.types';
import { arrange } from '@/lib/course/quiz/shuffle';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';
import { ChoiceField } from './choice-field';
import { MatchField } from './match-field';
import { NumberField } from './number-field';
import { OrderField } from './order-field';

interface Props {
  view: QuestionView;
  attempt: number;
  grade: Grade | null;
  locale: Locale;
  onEnter: () => void;
}

/** The controls of one attempt, with a line that says how to answer where the control alone does not. */
export function QuestionFields({ view, attempt, grade, locale, onEnter }: Props) {
  const words = quizWords(locale);
  const field = { arranged: arrange(view, attempt), marks: grade && marksOf(view, grade), locale };
  switch (view.type) {
    case 'single':
      return <ChoiceField view={view} {...field} />;
    case 'multiple':
      return (
        <>
          <How>{words.chooseAll}</How>
          <ChoiceField view={view} {...field} />
        </>
      );
    case 'order':
      return (
        <>
          <How>{words.orderHow}</How>
          <OrderField view={view} {...field} />
        </>
      );
    case 'match':
      return (
        <>
          <How>{words.matchHow}</How>
          <MatchField view={view} {...field} />
        </>
      );
    case 'number':
      return <NumberField view={view} {...field} onEnter={onEnter} />;
  }
}

function How({ children }: { children: string }) {
  return <p className="!mb-2 text-base text-ink-2">{children}</p>;
}

/** Of choices only the chosen ones are marked, so that another try is still worth it; order and match mark each place. */
function marksOf(view: QuestionView, grade: Grade): ReadonlyMap<string, boolean> {
  const marksAll = view.type === 'order' || view.type === 'match';
  return new Map(
    grade.parts.filter((part) => marksAll || part.isTold).map((part) => [part.id, part.isRight]),
  );
}
