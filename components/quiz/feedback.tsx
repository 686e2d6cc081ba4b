import { Glyph } from '@/components/diagram/glyph';
import type { Grade, QuestionView } from '@/lib/course/quiz/quiz.types';
import type { Locale } from '@/lib/i18n/locale';
import { quizWords } from '@/lib/i18n/quiz-words';
import { fill } from '@/lib/i18n/words';
import { Reasons } from './reasons';
import { RichText } from './rich-text';

interface Props {
  type: QuestionView['type'];
  grade: Grade;
  locale: Locale;
}

/** What is told at once: the verdict, and the reasons for what the learner chose. */
export function Feedback({ type, grade, locale }: Props) {
  const words = quizWords(locale);
  const told = grade.parts.filter((part) => part.isTold);
  // Of one choice or one number the reason stands alone, without repeating what was chosen.
  const isOneThing = type === 'single' || type === 'number';
  const { isCorrect, direction, leftOut } = grade;
  return (
    <div className={`flex flex-col gap-2 border-l-2 pl-4 ${isCorrect ? 'border-good' : 'border-bad'}`}>
      <p className={`!m-0 flex items-center gap-2 font-semibold ${isCorrect ? 'text-good' : 'text-bad'}`}>
        <Glyph kind={isCorrect ? 'done' : 'failed'} />
        {isCorrect ? words.correct : words.incorrect}
      </p>
      {direction && <p className="!m-0">{words[direction]}</p>}
      {isOneThing ? (
        told.map((part) => <RichText key={part.id} html={part.why} className="block" />)
      ) : (
        <Reasons type={type} parts={told} locale={locale} />
      )}
      {leftOut > 0 && <p className="!m-0">{fill(words.leftOut, { count: leftOut })}</p>}
    </div>
  );
}
