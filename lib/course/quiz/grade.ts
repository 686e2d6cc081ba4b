import type {
  Answer,
  ChoicesView,
  Grade,
  MatchView,
  NumberView,
  OrderView,
  Part,
  PredictView,
  QuestionView,
} from './quiz.types';

/** Whether there is something to grade: a choice, every left matched, a number. */
export function isComplete(view: QuestionView, answer: Answer): boolean {
  if (view.type === 'match')
    return view.lefts.every((left) => answer.some((pair) => pair.startsWith(`${left.id}:`)));
  if (view.type === 'number') return answer[0]?.trim() !== '' && Number.isFinite(Number(answer[0]));
  return answer.length > 0;
}

/** Grades a complete answer. Pure: the same view and answer always give the same grade. */
export function grade(view: QuestionView, answer: Answer): Grade {
  switch (view.type) {
    case 'single':
    case 'multiple':
      return gradeChoices(view, answer);
    case 'order':
      return gradeOrder(view, answer);
    case 'match':
      return gradeMatch(view, answer);
    case 'number':
      return gradeNumber(view, Number(answer[0]));
  }
}

/** Compares a prediction with the choices whose claims held when the model ran; `chosen` is null when none was committed. */
export function gradePrediction(view: PredictView, chosen: string | null, holding: readonly string[]): Grade {
  const parts = view.choices.map(({ id, html, why }) => {
    const isRight = holding.includes(id);
    return { id, html, why, isRight, isTold: isRight || id === chosen };
  });
  const missed = view.choices.filter(({ id }) => id === chosen && !holding.includes(id));
  return graded(
    chosen !== null && missed.length === 0,
    parts,
    missed.map((choice) => choice.misconception),
  );
}

function gradeChoices(view: ChoicesView, answer: Answer): Grade {
  const parts = view.choices.map(({ id, html, why, correct }) => ({
    id,
    html,
    why,
    isRight: correct,
    isTold: answer.includes(id),
  }));
  const slips = view.choices.filter(({ id, correct }) => answer.includes(id) !== correct);
  // Of a single question only the chosen one says something about the learner's belief.
  const telling = view.type === 'single' ? slips.filter(({ id }) => answer.includes(id)) : slips;
  const leftOut = view.type === 'multiple' ? parts.filter((part) => part.isRight && !part.isTold).length : 0;
  return {
    ...graded(
      slips.length === 0,
      parts,
      telling.map((choice) => choice.misconception),
    ),
    leftOut,
  };
}

function gradeOrder(view: OrderView, answer: Answer): Grade {
  const parts = view.items.map(({ id, html, why }, place) => {
    const isRight = answer[place] === id;
    return { id, html: `${place + 1}. ${html}`, why, isRight, isTold: !isRight };
  });
  const isCorrect = parts.every((part) => part.isRight);
  return graded(isCorrect, parts, isCorrect ? [] : [view.misconception]);
}

function gradeMatch(view: MatchView, answer: Answer): Grade {
  const chosenFor = new Map(answer.map((pair) => pair.split(':') as [string, string]));
  const lefts = view.lefts.map(({ id, html, right, why }) => {
    const isRight = chosenFor.get(id) === right;
    return { id, html: `${html} → ${textHtml(view, right)}`, why, isRight, isTold: !isRight };
  });
  const taken = new Set(chosenFor.values());
  const extras = view.rights.flatMap(({ id, why }) =>
    why === null ? [] : [{ id, html: textHtml(view, id), why, isRight: false, isTold: taken.has(id) }],
  );
  const slips = view.lefts.filter((left) => chosenFor.get(left.id) !== left.right);
  return graded(
    slips.length === 0,
    [...lefts, ...extras],
    slips.map((left) => left.misconception),
  );
}

function gradeNumber(view: NumberView, value: number): Grade {
  const isCorrect = isNear(value, view.answer, view.tolerance);
  const nearMiss = isCorrect
    ? undefined
    : view.nearMisses.find((miss) => isNear(value, miss.value, miss.tolerance));
  const withUnit = (number: number) => `${number} ${view.unit}`.trim();
  const parts = [
    { id: 'answer', html: withUnit(view.answer), why: view.why, isRight: true, isTold: isCorrect },
    ...view.nearMisses.map((miss) => ({
      id: String(miss.value),
      html: withUnit(miss.value),
      why: miss.why,
      isRight: false,
      isTold: miss === nearMiss,
    })),
  ];
  const direction = isCorrect || nearMiss ? null : value < view.answer ? 'higher' : 'lower';
  return { ...graded(isCorrect, parts, [nearMiss?.misconception ?? null]), direction };
}

/** A sum such as 0.1 + 0.2 must not miss 0.3 by the last bit. */
function isNear(value: number, target: number, tolerance: number): boolean {
  return Math.abs(value - target) <= tolerance + 1e-9 * Math.max(1, Math.abs(target));
}

function textHtml(view: MatchView, right: string): string {
  const text = view.rights.find(({ id }) => id === right)?.text ?? '';
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function graded(
  isCorrect: boolean,
  parts: readonly Part[],
  misconceptions: readonly (string | null)[],
): Grade {
  const hit = misconceptions.filter((id) => id !== null);
  return { isCorrect, parts, misconceptions: [...new Set(hit)], direction: null, leftOut: 0 };
}

/** The answer that grades as correct, for places that show answers without asking. */
export function rightAnswer(view: QuestionView): Answer {
  if (view.type === 'order') return view.items.map((item) => item.id);
  if (view.type === 'match') return view.lefts.map((left) => `${left.id}:${left.right}`);
  if (view.type === 'number') return [String(view.answer)];
  return view.choices.filter((choice) => choice.correct).map((choice) => choice.id);
}
