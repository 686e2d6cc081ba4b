/** Words and commands of the small shell (a part of POSIX sh); `parse` makes them. */
export type WordPart =
  | { readonly text: string }
  | {
      readonly variable: string;
      readonly operator?: string;
      readonly operand?: Word;
      readonly isQuoted: boolean;
    }
  | { readonly script: string; readonly isQuoted: boolean }
  | { readonly arithmetic: string };
export type Word = readonly WordPart[];

export interface Redirect {
  readonly operator: '>' | '>>' | '<' | '2>' | '2>>' | '2>&1' | '&>';
  readonly target: Word;
}

export type Command =
  | {
      readonly kind: 'simple';
      readonly assignments: readonly (readonly [name: string, value: Word])[];
      readonly words: readonly Word[];
      readonly redirects: readonly Redirect[];
    }
  | { readonly kind: 'while'; readonly isUntil: boolean; readonly condition: List; readonly body: List }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[]; readonly body: List }
  | { readonly kind: 'if'; readonly branches: readonly (readonly [List, List])[]; readonly otherwise: List }
  | { readonly kind: 'group'; readonly body: List };

export interface Pipeline {
  readonly commands: readonly Command[];
  readonly isNegated: boolean;
  /** What stands behind it. */
  readonly next: ';' | '&&' | '||' | '&';
}
export type List = readonly Pipeline[];

/** What cannot be read; `message` is what sh prints. */
export class ShellSyntaxError extends Error {}
