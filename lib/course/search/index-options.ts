import type { Options } from 'minisearch';
import { tokenize } from './tokens';

/** The fields of the index; their places are MiniSearch's field ids. */
export const fields = ['heading', 'text'] as const;

/** How documents become terms: the same where the index is made and where it is read. */
export const indexOptions: Options = {
  fields: [...fields],
  tokenize: (text) => tokenize(text).map((token) => token.term),
  processTerm: (term) => term,
};
