import MiniSearch, { type SearchResult } from 'minisearch';
import { indexOptions } from './index-options';
import { type PackedIndex, type StoredDocument, unpackDocuments, unpackIndex } from './pack-index';
import { isPrefix, type QueryWord, queryWords, tokenize } from './tokens';

/** A text with the stretches that matched, in order, apart from each other: [start, end) in UTF-16 units. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly (readonly [start: number, end: number])[];
}

export interface Hit {
  /** `/ko/architecture/monolith/#why-one-program` */
  readonly url: string;
  /** The number and title of its lesson, or the glossary's name. */
  readonly lessonTitle: MarkedText;
  /** The section's heading or the term's name; empty for the top of a lesson. */
  readonly heading: MarkedText;
  /** The beginning of the section. */
  readonly snippet: MarkedText;
  /** Grows with what matched of the query; comparable within one search only. */
  readonly score: number;
}

export interface SearchIndex {
  readonly engine: MiniSearch;
  readonly documents: readonly StoredDocument[];
}

/** Reads what `buildIndex` wrote. Throws when `json` is something else. */
export function readIndex(json: string): SearchIndex {
  const packed = JSON.parse(json) as PackedIndex;
  return {
    engine: MiniSearch.loadJS(unpackIndex(packed), indexOptions),
    documents: unpackDocuments(packed),
  };
}

/** All that any of the terms finds. `isFuzzy` tells which may be misspelt by a letter in five. */
function find(
  engine: MiniSearch,
  terms: readonly string[],
  isFuzzy: (term: string) => boolean,
): SearchResult[] {
  return engine.search('', {
    tokenize: () => [...terms],
    prefix: isPrefix,
    fuzzy: (term) => (isFuzzy(term) ? 0.2 : false),
    boost: { heading: 4 },
  });
}

const isKnown = (piece: readonly string[], found: ReadonlySet<string>) =>
  piece.some((term) => found.has(term));

/** Finds the query's terms; Latin words of five letters and more that nothing begins with are tried as misspelt. */
function findWords(engine: MiniSearch, words: readonly QueryWord[]): SearchResult[] {
  const pieces = words.flatMap((word) => word.pieces);
  const terms = [...new Set(pieces.flat())];
  const exact = find(engine, terms, () => false);
  const found = new Set(exact.flatMap((result) => result.queryTerms));
  const misspelt = new Set(
    pieces.filter((piece) => !isKnown(piece, found) && (piece[0]?.length ?? 0) >= 5).flat(),
  );
  return misspelt.size === 0 ? exact : find(engine, terms, (term) => misspelt.has(term));
}

/**
 * How much of the query stands in a document, from 0 to 1: the mean over its words. A word of which half or less stands
 * there counts nothing, so that 타임아웃 is no hit for 런타임.
 */
function shareOf(words: readonly QueryWord[], found: ReadonlySet<string>): number {
  const shares = words.map(({ pieces }) => {
    const share = pieces.filter((piece) => isKnown(piece, found)).length / pieces.length;
    return share > 0.5 ? share : 0;
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

function markedText(text: string, terms: ReadonlySet<string>): MarkedText {
  const marks: [number, number][] = [];
  for (const { term, start, end } of tokenize(text)) {
    if (!terms.has(term)) continue;
    const last = marks.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return { text, marks };
}

/**
 * A hit's rank is what MiniSearch gives it (rare terms and headings weigh more) times the cube of its share of the query:
 * half a query is worth an eighth. Hits that have half of what the best has stay only if they are not faint as well:
 * for kube-proxy, all that begins with kube is.
 */
function rank(results: readonly SearchResult[], words: readonly QueryWord[]): SearchResult[] {
  const ranked = results.map((result) => {
    const share = shareOf(words, new Set(result.queryTerms));
    return { share, result: { ...result, score: result.score * share ** 3 } };
  });
  const bestShare = Math.max(0, ...ranked.map(({ share }) => share));
  const bestScore = Math.max(0, ...ranked.map(({ result }) => result.score));
  return ranked
    .filter(({ share }) => share > 0 && share >= bestShare / 2)
    .filter(({ share, result }) => share > bestShare / 2 || result.score >= bestScore / 50)
    .map(({ result }) => result)
    .sort((a, b) => b.score - a.score || Number(a.id) - Number(b.id));
}

/** The best hits first, at most `limit`. A query without a letter, syllable or digit finds nothing. */
export function search({ engine, documents }: SearchIndex, query: string, limit = 30): Hit[] {
  const words = queryWords(query);
  return rank(findWords(engine, words), words)
    .slice(0, limit)
    .flatMap(({ id, terms, score }) => {
      const document = documents[Number(id)];
      if (!document) return [];
      const mark = (text: string) => markedText(text, new Set(terms));
      const { url, place, heading, snippet } = document;
      return [{ url, lessonTitle: mark(place), heading: mark(heading), snippet: mark(snippet), score }];
    });
}
