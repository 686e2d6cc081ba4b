import { randomStream } from '../../cluster/random';
import type { PredictView, QuestionView } from './quiz.types';

/**
 * The ids of a question's choices, items or rights in the order the page shows them. The same question and attempt
 * give the same order everywhere, so that the server's HTML and the browser agree and the two languages look alike.
 * An order question is never shown already solved.
 */
export function arrange(view: QuestionView | PredictView, attempt: number): readonly string[] {
  const seed = `${view.id}#${attempt}`;
  if (view.type === 'number') return [];
  if (view.type === 'match') return shuffle(view.rights.map(idOf), seed);
  if (view.type !== 'order') return shuffle(view.choices.map(idOf), seed);
  const solved = view.items.map(idOf);
  const shuffled = shuffle(solved, seed);
  return shuffled.every((id, place) => id === solved[place]) ? rotate(shuffled) : shuffled;
}

/** Fisher and Yates, from a seed. */
export function shuffle<Item>(items: readonly Item[], seed: string): readonly Item[] {
  const random = randomStream(0, seed);
  const left = [...items];
  const shuffled: Item[] = [];
  while (left.length > 0) shuffled.push(...left.splice(Math.floor(random.uniform() * left.length), 1));
  return shuffled;
}

const idOf = ({ id }: { readonly id: string }) => id;

function rotate<Item>(items: readonly Item[]): readonly Item[] {
  return [...items.slice(1), ...items.slice(0, 1)];
}
