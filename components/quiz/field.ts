import type { Locale } from '@/lib/i18n/locale';

/**
 * What every kind of field gets. A field keeps the answer in the page's own controls, not in React: what a learner
 * chose before the scripts arrived is then simply there, and read-answer.ts finds it.
 */
export interface FieldProps<View> {
  readonly view: View;
  /** The order of what can be chosen, from arrange(). */
  readonly arranged: readonly string[];
  /** After grading: id → whether it is right, for the parts to mark; null before. */
  readonly marks: ReadonlyMap<string, boolean> | null;
  readonly locale: Locale;
}

/** The items of `all` in the order of `ids`. */
export function inOrder<Item extends { readonly id: string }>(
  all: readonly Item[],
  ids: readonly string[],
): readonly Item[] {
  return ids.flatMap((id) => all.find((item) => item.id === id) ?? []);
}

/** The ground of a marked line; the mark beside it says the same in a word. */
export function groundOf(isRight: boolean | undefined): string {
  if (isRight === undefined) return '';
  return isRight ? 'bg-good-soft' : 'bg-bad-soft';
}
