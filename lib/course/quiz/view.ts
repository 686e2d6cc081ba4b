import type { Locale, Text } from '../../i18n/locale';
import type { Lesson } from '../course.types';
import type { Lab } from '../schema/lab';
import type { Question, QuestionOf } from '../schema/quiz';
import { inlineMarkdown, inlineText } from './inline-markdown';
import type { ChoiceView, MatchView, PredictView, QuestionView } from './quiz.types';

export type GradedQuestion = Exclude<Question, { type: 'predict' }>;

/** For the build: the questions of a lesson in one language, without its predictions. */
export function viewQuestions(lesson: Lesson, locale: Locale): readonly QuestionView[] {
  return lesson.questions.flatMap((question) =>
    question.type === 'predict' ? [] : [viewQuestion(question, locale)],
  );
}

/** For the build: one language of a question, its Markdown made HTML. */
export function viewQuestion(question: GradedQuestion, locale: Locale): QuestionView {
  const html = (text: Text) => inlineMarkdown(text[locale]);
  const base = { id: question.id, prompt: html(question.prompt) };
  switch (question.type) {
    case 'single':
    case 'multiple':
      return {
        ...base,
        type: question.type,
        choices: question.choices.map((choice) => ({
          ...viewChoice(choice, locale),
          correct: choice.correct,
        })),
      };
    case 'order':
      return {
        ...base,
        type: 'order',
        items: question.items.map((item) => ({ id: item.id, html: html(item.text), why: html(item.why) })),
        misconception: question.misconception ?? null,
      };
    case 'match':
      return { ...base, type: 'match', ...viewMatch(question, locale) };
    case 'number':
      return {
        ...base,
        type: 'number',
        answer: question.answer,
        tolerance: question.tolerance,
        unit: question.unit ? inlineText(question.unit[locale]) : '',
        why: html(question.why),
        nearMisses: question.nearMisses.map((miss) => ({
          ...miss,
          why: html(miss.why),
          misconception: miss.misconception ?? null,
        })),
      };
  }
}

/**
 * For the build: a prediction with all that the browser needs to run its experiment. Throws when no lab has the
 * experiment's scenario; the content check reports that to authors before.
 */
export function viewPrediction(
  question: QuestionOf<'predict'>,
  labs: readonly Lab[],
  locale: Locale,
): PredictView {
  const wanted = question.experiment.scenario;
  for (const lab of labs) {
    const scenario = lab.scenarios.find(({ id }) => id === wanted);
    if (!scenario) continue;
    return {
      id: question.id,
      type: 'predict',
      prompt: inlineMarkdown(question.prompt[locale]),
      choices: question.choices.map((choice) => ({ ...viewChoice(choice, locale), holds: choice.holds })),
      model: lab.model,
      scenario: { start: scenario.start, warmUpSeconds: scenario.warmUpSeconds },
      experiment: question.experiment,
    };
  }
  throw new Error(`prediction "${question.id}" must name a scenario of its lesson's labs, found "${wanted}"`);
}

interface Choice {
  readonly id: string;
  readonly text: Text;
  readonly why: Text;
  readonly misconception?: string | undefined;
}

function viewChoice({ id, text, why, misconception }: Choice, locale: Locale): ChoiceView {
  return {
    id,
    html: inlineMarkdown(text[locale]),
    why: inlineMarkdown(why[locale]),
    misconception: misconception ?? null,
  };
}

/** Several lefts may belong to the same right: rights that read alike in both languages are one, under the first one's id. */
function viewMatch(
  { pairs, extra }: QuestionOf<'match'>,
  locale: Locale,
): Pick<MatchView, 'lefts' | 'rights'> {
  const rightOf = (pair: (typeof pairs)[number]) =>
    (pairs.find(({ right }) => right.ko === pair.right.ko && right.en === pair.right.en) ?? pair).id;
  return {
    lefts: pairs.map((pair) => ({
      ...viewChoice({ ...pair, text: pair.left }, locale),
      right: rightOf(pair),
    })),
    rights: [
      ...pairs
        .filter((pair) => rightOf(pair) === pair.id)
        .map((pair) => ({ id: pair.id, text: inlineText(pair.right[locale]), why: null })),
      ...extra.map(({ id, right, why }) => ({
        id,
        text: inlineText(right[locale]),
        why: inlineMarkdown(why[locale]),
      })),
    ],
  };
}
