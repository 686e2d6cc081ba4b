import { held } from './held';
import type { Filter } from './program.types';

/** Two ways to write a filter: line by line, or all at once. */

/** A filter that is told line by line, without the line's end; the last line need not have one. */
export function byLine(onLine: (line: string) => void, onEnd: () => number = () => 0): Filter {
  let rest = '';
  return {
    write(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest !== '') onLine(rest);
      rest = '';
      return onEnd();
    },
  };
}

/** A filter that is told everything at the end. */
export function whole(onEnd: (text: string) => number): Filter {
  let all = '';
  return {
    write(text) {
      all = held(all + text);
    },
    end: () => onEnd(all),
  };
}
