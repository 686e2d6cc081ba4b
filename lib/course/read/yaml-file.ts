import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../course.types';
import { type Place, problemAt } from '../problem';
import { describeIssue } from './describe-issue';
import { describeYamlError, referenceSlips, type YamlSlip } from './describe-yaml-error';
import type { DiskCache } from './disk-cache';

export type Path = readonly PropertyKey[];

/** A YAML file that could be parsed: its plain value, and the place of every part of it. */
export interface YamlFile {
  readonly file: string;
  readonly data: unknown;
  /** A problem at the value under `path`, or at the nearest part around it that exists. */
  problem(path: Path, found: string, fix: string): Problem;
  /** The same at a key instead of its value. */
  keyProblem(path: Path, key: string, found: string, fix: string): Problem;
}

/** `linesBefore` shifts places, for front matter that is cut out of a lesson. */
interface YamlText {
  readonly file: string;
  readonly text: string;
  readonly linesBefore: number;
}

/** Parses YAML without throwing; `yaml` is null when it is broken. Unchanged text comes from the cache. */
export async function parseYaml(
  cache: DiskCache,
  source: YamlText,
): Promise<{ yaml: YamlFile | null; problems: Problem[] }> {
  const { file, text, linesBefore } = source;
  const { data, problems } = await cache.remember(['yaml', file, String(linesBefore), text], () =>
    parse(source),
  );
  if (problems.length > 0) return { yaml: null, problems };
  const at = (find: (document: Document) => number) => {
    // Parsed again only for an author who made a mistake: places are not worth keeping for files without any.
    const { document, placeAt } = open(source);
    return placeAt(find(document));
  };
  const yaml: YamlFile = {
    file,
    data,
    problem: (path, found, fix) =>
      problemAt(
        file,
        at((document) => offsetOf(document, path)),
        found,
        fix,
      ),
    keyProblem: (path, key, found, fix) =>
      problemAt(
        file,
        at((document) => keyOffset(document, path, key)),
        found,
        fix,
      ),
  };
  return { yaml, problems: [] };
}

/** Weighs a value against its schema. Every misfit becomes a problem at its line; `value` is null if there is one. */
export function validate<T>(yaml: YamlFile, schema: z.ZodType<T>): { value: T | null; problems: Problem[] } {
  const result = schema.safeParse(yaml.data);
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) =>
        yaml.keyProblem(issue.path, key, `unknown key \`${key}\``, 'correct its spelling, or remove it'),
      );
    }
    const { found, fix } = describeIssue(issue, yaml.data);
    return [yaml.problem(issue.path, found, fix)];
  });
  return { value: null, problems };
}

function open({ text, linesBefore }: YamlText): { document: Document; placeAt: (offset: number) => Place } {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: line + linesBefore, column: col };
  };
  return { document, placeAt };
}

function parse(source: YamlText): { data: unknown; problems: Problem[] } {
  const { document, placeAt } = open(source);
  const errors = [...document.errors, ...document.warnings].map((error) =>
    describeYamlError(error, document),
  );
  const slips = withoutEchoes([...referenceSlips(document), ...errors]);
  const problems = slips.map(({ offset, found, fix }) =>
    problemAt(source.file, placeAt(firstSign(source.text, offset)), found, fix),
  );
  return problems.length > 0
    ? { data: null, problems: firstOfEachLine(problems) }
    : { data: document.toJS(), problems };
}

/** After a mistake that breaks the structure the parser is lost: what it finds further down are echoes. */
function withoutEchoes(slips: readonly YamlSlip[]): YamlSlip[] {
  const ordered = [...slips].sort((a, b) => a.offset - b.offset);
  const breach = ordered.findIndex((slip) => slip.isStructural);
  return breach < 0 ? ordered : ordered.slice(0, breach + 1);
}

/** An indented line is wrong where it begins for the eye, not at the margin. */
function firstSign(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ') at++;
  return at;
}

/** One slip may break the rest of its line as well; the author needs to hear of it once. */
function firstOfEachLine(problems: readonly Problem[]): Problem[] {
  return problems.filter(
    (problem, index) => problems.findIndex((other) => other.line === problem.line) === index,
  );
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function keyOffset(document: Document, path: Path, key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map)
    ? map.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
    : undefined;
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}
