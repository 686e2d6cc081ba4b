/**
 * The grammar of the small shell (POSIX shell command language, the part a lesson uses): words with quotes, escapes,
 * variables and `$(commands)`; `;` `&&` `||` `|`; redirections and here-documents; comments.
 * Left out: loops, conditions, functions, arithmetic, arrays, background jobs. They are refused by name.
 */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly fallback?: string;
      readonly isQuoted: boolean;
    }
  | { readonly kind: 'command'; readonly line: string; readonly isQuoted: boolean };

export type Word = readonly Piece[];

export interface Redirect {
  readonly from: 0 | 1 | 2;
  /** `<<` carries the text of a here-document or here-string in `target`; `>&` joins `from` to standard output or error. */
  readonly operator: '<' | '<<' | '>' | '>>' | '>&' | '&>';
  readonly target: Word;
}

export interface Command {
  readonly assignments: readonly (readonly [name: string, value: Word])[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

/** One pipeline, and what must hold of the one before it for it to run. */
export interface Step {
  readonly after: ';' | '&&' | '||';
  readonly pipeline: readonly Command[];
}

/** `isIncomplete`: more lines may still make it right (an open quote, a here-document without its end). */
export class SyntaxProblem extends Error {
  constructor(
    text: string,
    readonly isIncomplete = false,
  ) {
    super(text);
  }
}
