import type { Claim } from '../../models/claim';
import type { Lab, Scenario } from '../schema/lab';
import type { QuestionOf } from '../schema/quiz';

/**
 * A question in one language, ready for the page: plain data that can be handed to the browser. `html` texts are short
 * inline HTML (`<code>`, `<strong>`, `<br>`) made at build by inline-markdown.ts from the repository's own content.
 */
export type QuestionView = ChoicesView | OrderView | MatchView | NumberView;

interface Base {
  /** The question's id in its lesson. */
  readonly id: string;
  readonly prompt: string;
}

export interface ChoiceView {
  readonly id: string;
  readonly html: string;
  readonly why: string;
  readonly misconception: string | null;
}

export interface ChoicesView extends Base {
  readonly type: 'single' | 'multiple';
  readonly choices: readonly (ChoiceView & { readonly correct: boolean })[];
}

/** `items` stand in the right order. */
export interface OrderView extends Base {
  readonly type: 'order';
  readonly items: readonly { readonly id: string; readonly html: string; readonly why: string }[];
  readonly misconception: string | null;
}

/** `right` of a left is the id of one of `rights`. Rights are plain text, because a native list of options holds nothing else. */
export interface MatchView extends Base {
  readonly type: 'match';
  readonly lefts: readonly (ChoiceView & { readonly right: string })[];
  /** `why` is set for those that belong to no left. */
  readonly rights: readonly { readonly id: string; readonly text: string; readonly why: string | null }[];
}

export interface NumberView extends Base {
  readonly type: 'number';
  readonly answer: number;
  readonly tolerance: number;
  /** '' when the number has none. */
  readonly unit: string;
  readonly why: string;
  readonly nearMisses: readonly NearMiss[];
}

export interface NearMiss {
  readonly value: number;
  readonly tolerance: number;
  readonly why: string;
  readonly misconception: string | null;
}

/** A prediction carries no key: the model finds it, by running `experiment`, when the learner has committed. */
export interface PredictView extends Base {
  readonly type: 'predict';
  readonly choices: readonly (ChoiceView & { readonly holds: readonly Claim[] })[];
  readonly model: Lab['model'];
  readonly scenario: Pick<Scenario, 'start' | 'warmUpSeconds'>;
  readonly experiment: QuestionOf<'predict'>['experiment'];
}

/**
 * What the learner gave, as ids: single and multiple: the chosen choices; order: the items in the learner's order;
 * match: `left:right` for each left that has one; number: the number as it was typed; predict: the chosen choice.
 */
export type Answer = readonly string[];

/** One piece of an answer and its reason. */
export interface Part {
  readonly id: string;
  readonly html: string;
  /** Choices: belongs to the answer. Order and match: stands where it belongs. */
  readonly isRight: boolean;
  /** Concerns what the learner chose, so it is told at once; the others are told on demand. */
  readonly isTold: boolean;
  readonly why: string;
}

export interface Grade {
  readonly isCorrect: boolean;
  readonly parts: readonly Part[];
  /** Ids of the wrong beliefs this answer shows, each once. */
  readonly misconceptions: readonly string[];
  /** Number questions: where the right number lies from the one given, unless the miss has a reason of its own. */
  readonly direction: 'higher' | 'lower' | null;
  /** Multiple: how many choices of the answer were left out. */
  readonly leftOut: number;
}
