import { UsageError } from './options';

/** How much text one variable, file, pipe or substitution holds, in UTF-16 units; a lesson needs a hundredth of it. */
export const mostHeld = 2 ** 23;

/** `text`, unless it is too much to hold. @throws UsageError as bash ends when there is no memory */
export function held(text: string): string {
  if (text.length > mostHeld) throw new UsageError('bash: xrealloc: cannot allocate memory');
  return text;
}
