import { type Document, isAlias, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../course.types';
import { describeIssue } from './describe-issue';
import { describeYamlError } from './describe-yaml-error';
import { type Place, problemAt } from './problem';

type Path = readonly PropertyKey[];

/** A YAML file that could be parsed: its plain value, and the place of every part of it. */
export interface YamlFile {
  readonly file: string;
  readonly data: unknown;
  /** A problem at the value under `path`, or at the nearest part around it that exists. */
  problem(path: Path, found: string, fix: string): Problem;
  /** The same at a key instead of its value. */
  keyProblem(path: Path, key: string, found: string, fix: string): Problem;
}

/**
 * Parses YAML without throwing; `yaml` is null when it is broken. `linesBefore` shifts places, for front matter
 * that is cut out of a lesson.
 */
export function parseYaml(file: string, text: string, linesBefore = 0): { yaml: YamlFile | null; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + linesBefore, column: col };
  };
  const broken = [...document.errors, ...document.warnings].map((error) => {
    const { offset, found, fix } = describeYamlError(error, document);
    return problemAt(file, placeOf(offset), found, fix);
  });
  const problems = [...broken, ...aliases(document).map((offset) => problemAt(file, placeOf(offset), ...aliasWords))];
  if (problems.length > 0) return { yaml: null, problems: firstOfEachLine(problems) };
  const yaml: YamlFile = {
    file,
    data: document.toJS(),
    problem: (path, found, fix) => problemAt(file, placeOf(offsetOf(document, path)), found, fix),
    keyProblem: (path, key, found, fix) => problemAt(file, placeOf(keyOffset(document, path, key)), found, fix),
  };
  return { yaml, problems: [] };
}

/** Weighs a parsed file against its schema. Every misfit becomes a problem at its line; `value` is null if there is one. */
export function validate<T>(yaml: YamlFile, schema: z.ZodType<T>): { value: T | null; problems: Problem[] } {
  const result = schema.safeParse(yaml.data);
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => yaml.keyProblem(issue.path, key, `unknown key \`${key}\``, 'correct its spelling, or remove it'));
    }
    const { found, fix } = describeIssue(issue, yaml.data);
    return [yaml.problem(issue.path, found, fix)];
  });
  return { value: null, problems };
}

const aliasWords = [
  'YAML reads a value that begins with `*` as a reference to another value',
  'put the text between quotes: "**bold** text"',
] as const;

function aliases(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, (_, node) => {
    if (isAlias(node)) offsets.push(node.range?.[0] ?? 0);
  });
  return offsets;
}

/** One slip often breaks the rest of its line in the parser's eyes as well; the author needs to hear of it once. */
function firstOfEachLine(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem, index) => problems.findIndex((other) => other.line === problem.line) === index);
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
  const pair = isMap(map) ? map.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key) : undefined;
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}
