import type { Course, Problem } from '../course.types';
import { factsFile, glossaryFile, misconceptionsFile } from '../schema/course';
import { checkDuplicates, placedIds } from './check-duplicates';
import { type Reader, rawIds, rawList, readYaml, type YamlRead } from './read-yaml';

/** The lists every lesson may refer to. An id list is null when its file is broken: then nothing can be said of it. */
export interface Globals {
  readonly course: Pick<Course, 'facts' | 'terms' | 'misconceptions'>;
  readonly ids: Readonly<Record<'fact' | 'term' | 'misconception', ReadonlySet<string> | null>>;
  readonly problems: readonly Problem[];
}

/** Reads facts.yaml, glossary.yaml and misconceptions.yaml. A course without one of them has an empty list. */
export async function readGlobals(reader: Reader): Promise<Globals> {
  const facts = await readYaml(reader, 'content/facts.yaml', factsFile, '`facts:` and a list of facts');
  const terms = await readYaml(reader, 'content/glossary.yaml', glossaryFile, '`terms:` and a list of terms');
  const misconceptions = await readYaml(
    reader,
    'content/misconceptions.yaml',
    misconceptionsFile,
    '`misconceptions:` and a list of them',
  );
  return {
    course: {
      facts: facts.value?.facts ?? [],
      terms: terms.value?.terms ?? [],
      misconceptions: misconceptions.value?.misconceptions ?? [],
    },
    ids: {
      fact: idsOf(facts, 'facts'),
      term: idsOf(terms, 'terms'),
      misconception: idsOf(misconceptions, 'misconceptions'),
    },
    problems: [
      ...facts.problems,
      ...terms.problems,
      ...misconceptions.problems,
      ...twice(facts, 'facts', 'fact'),
      ...twice(terms, 'terms', 'term'),
      ...twice(misconceptions, 'misconceptions', 'misconception'),
    ],
  };
}

function idsOf(read: YamlRead<unknown>, list: string): ReadonlySet<string> | null {
  return read.exists && !read.yaml ? null : new Set(rawIds(read.yaml, list));
}

function twice(read: YamlRead<unknown>, list: string, what: string): Problem[] {
  return read.yaml ? checkDuplicates(what, placedIds(read.yaml, rawList(read.yaml, list), [list])) : [];
}
