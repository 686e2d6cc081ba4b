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
 * before it. Those are few different characters, and they compress well. How often a term stands in a document is left
 * out: that a section's heading has it says more, and is kept.
 */
export interface PackedIndex {
  /** Documents in order, in groups of one page: address, place, and [fragment, heading, snippet] for each. */
  readonly pages: readonly (readonly [string, string, readonly (readonly [string, string, string])[]])[];
  /** For each document its terms, counted field by field. */
  readonly lengths: readonly (readonly number[])[];
  /** Sorted, separated by spaces. */
  readonly terms: string;
  /** For each term, and in it for each field, the gaps, ended by `!`. */
  readonly postings: string;
}

const zero = 0x23;
const backslash = 0x5c;

/** Gap 1 is `$`, and so on through Unicode without the backslash, which JSON would double. */
function packGaps(ids: readonly number[]): string {
  const codes = ids.map((id, index) => zero + id - (ids[index - 1] ?? -1));
  return String.fromCharCode(...codes.map((code) => (code < backslash ? code : code + 1)));
}

/** MiniSearch's form of a posting list: how often by document id, here always once. */
function unpackGaps(packed: string): Record<number, number> {
  const once: Record<number, number> = {};
  let id = -1;
  for (let at = 0; at < packed.length; at += 1) {
    const code = packed.charCodeAt(at);
    id += (code < backslash ? code : code - 1) - zero;
    once[id] = 1;
  }
  return once;
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
      .flatMap(([, data]) =>
        fields.map((_, field) => `${packGaps(Object.keys(data[field] ?? {}).map(Number))}!`),
      )
      .join(''),
  };
}

/** What a hit shows of each document, in the order of the index's ids. */
export function unpackDocuments({ pages }: PackedIndex): StoredDocument[] {
  return pages.flatMap(([address, place, documents]) =>
    documents.map(([fragment, heading, snippet]) => ({
      url: fragment ? `${address}#${fragment}` : address,
      place,
      heading,
      snippet,
    })),
  );
}

/** The postings of each term. Fields that lack it are left out: most terms stand in no heading. */
function unpackPostings({ terms, postings }: PackedIndex): AsPlainObject['index'] {
  const lists = postings.split('!');
  return (terms === '' ? [] : terms.split(' ')).map((term, at) => {
    const data: Record<number, Record<number, number>> = {};
    for (const field of fields.keys()) {
      const packed = lists[at * fields.length + field];
      if (packed) data[field] = unpackGaps(packed);
    }
    return [term, data];
  });
}

/** The index as `MiniSearch.loadJS` wants it. */
export function unpackIndex(packed: PackedIndex): AsPlainObject {
  const { lengths } = packed;
  const mean = (field: number) =>
    lengths.reduce((sum, counts) => sum + (counts[field] ?? 0), 0) / Math.max(1, lengths.length);
  return {
    documentCount: lengths.length,
    nextId: lengths.length,
    documentIds: Object.fromEntries(lengths.map((_, id) => [id, id])),
    fieldIds: Object.fromEntries(fields.map((field, id) => [field, id])),
    fieldLength: Object.fromEntries(lengths.map((counts, id) => [id, [...counts]])),
    averageFieldLength: fields.map((_, field) => mean(field)),
    storedFields: {},
    dirtCount: 0,
    index: unpackPostings(packed),
    serializationVersion: 2,
  };
}
