import type { Problem } from '../course.types';
import { fileStart, problemAt } from '../problem';

const block = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m;

export interface SplitLesson {
  /** The YAML between the `---` lines, which begins on line 2; null when there is none. */
  readonly head: string | null;
  /**
   * The MDX after it. The front matter is replaced by empty lines, so that every line keeps its number; null when it
   * cannot be told where the MDX begins.
   */
  readonly body: string | null;
  readonly problems: readonly Problem[];
}

/** Cuts a lesson into its front matter and its MDX. */
export function splitLesson(file: string, text: string): SplitLesson {
  const match = text.startsWith('---') ? block.exec(text) : null;
  if (match?.index !== 0) {
    const opened = text.startsWith('---');
    const found = opened
      ? 'front matter that is opened here and never closed'
      : 'a lesson without front matter';
    const fix = opened
      ? 'end it with a line `---`'
      : 'begin the file with `---`, title, summary, objectives and minutes, and `---`';
    return { head: null, body: opened ? null : text, problems: [problemAt(file, fileStart, found, fix)] };
  }
  const lines = match[0].split('\n').length - 1;
  return { head: match[1] ?? '', body: '\n'.repeat(lines) + text.slice(match[0].length), problems: [] };
}
