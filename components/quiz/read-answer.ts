import type { Answer, QuestionView } from '@/lib/course/quiz/quiz.types';

/** Reads the answer from the page's own controls inside `fields`. */
export function readAnswer(type: QuestionView['type'] | 'predict', fields: HTMLElement): Answer {
  if (type === 'order') {
    return [...fields.querySelectorAll<HTMLElement>('[data-item]')].map((item) => item.dataset.item ?? '');
  }
  if (type === 'match') {
    return [...fields.querySelectorAll('select')]
      .filter((select) => select.value !== '')
      .map((select) => `${select.dataset.left}:${select.value}`);
  }
  const inputs = [...fields.querySelectorAll('input')];
  return inputs.filter((input) => type === 'number' || input.checked).map((input) => input.value);
}
