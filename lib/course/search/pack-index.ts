import type { AsPlainObject } from 'minisearch';
import { fields } from './index-options';

/** What a hit shows of a document. */
export interface StoredDocument {
  readonly url: string;
  readonly place: string;
  readonly heading: string;
  readonly snippet: string;
}

/**
 * A MiniSearch index in about a tenth of its own JSON. Postings become one character a document: the gap to the document
 * before it, which are few different characters and compress well.
 */
export interface PackedIndex {
  /** Documents in order, in groups of one page: address, place, and [fragment, heading, snippet] for each. */
  readonly pages: readonly (readonly [string, string, readonly (readonly [string, string, string])[]])[];
  /** Terms of each document, field by field. */
  readonly lengths: readonly (readonly number[])[];
  /** Sorted, separated by spaces. */
  readonly terms: string;
  /** For each term and field the gaps, ended by `!`. */
  readonly postings: string;
}

const first = 0x23;
const backslash = 0x5c;

/** Gap 1 is `$`, and so on through Unicode without the backslash, which JSON would double. */
function packGaps(ids: readonly number[]): string {
  const gaps = ids.map((id, index) => id - (ids[index - 1] ?? -1));
  return String.fromCharCode(...gaps.map((gap) => (first + gap >= backslash ? first + gap + 1 : first + gap)));
}

function unpackGaps(packed: string): number[] {
  let id = -1;
  return Array.from(packed, (character) => {
    const code = character.charCodeAt(0);
    id += (code > backslash ? code - 1 : code) - first;
    return id;
  });
}

/** `documents` in the order of the index's own ids. */
export function packIndex(index: AsPlainObject, documents: readonly StoredDocument[]): PackedIndex {
  const pages: [string, string, [string, string, string][]][] = [];
  for (const { url, place, heading, snippet } of documents) {
    const [address = '', fragment = ''] = url.split('#');
    if (pages.at(-1)?.[0] !== address) pages.push([address, place, []]);
    pages.at(-1)?.[2].push([fragment, heading, snippet]);
  }
  const terms = [...index.index].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    pages,
    lengths: documents.map((_, id) => fields.map((_, field) => index.fieldLength[id]?.[field] ?? 0)),
    terms: terms.map(([term]) => term).join(' '),
    postings: terms
      .flatMap(([, data]) => fields.map((_, field) => `${packGaps(Object.keys(data[field] ?? {}).map(Number))}!`))
      .join(''),
  };
}
