import type { z } from 'zod';
import type { Problem } from '../course.types';
import type { DiskCache } from './disk-cache';
import { readText } from './read-text';
import { parseYaml, validate, type YamlFile } from './yaml-file';

/** Where a run reads from, and what it keeps. */
export interface Reader {
  readonly root: string;
  readonly cache: DiskCache;
}

/** What became of one YAML file. */
export interface YamlRead<T> {
  /** Null when the file does not exist, is empty, or is not YAML. */
  readonly yaml: YamlFile | null;
  readonly exists: boolean;
  /** Null unless the whole file fits its schema. */
  readonly value: T | null;
  readonly problems: readonly Problem[];
}

/** Reads, parses and validates a YAML file. A missing file is not a problem here. */
export async function readYaml<T>(
  reader: Reader,
  file: string,
  schema: z.ZodType<T>,
  mustHold: string,
): Promise<YamlRead<T>> {
  const source = await readText(reader.root, file, mustHold);
  if (source === null) return { yaml: null, exists: false, value: null, problems: [] };
  if (source.text === null) return { yaml: null, exists: true, value: null, problems: source.problems };
  const { yaml, problems } = await parseYaml(reader.cache, { file, text: source.text, linesBefore: 0 });
  const checked = yaml ? validate(yaml, schema) : { value: null, problems: [] };
  return {
    yaml,
    exists: true,
    value: checked.value,
    problems: [...source.problems, ...problems, ...checked.problems],
  };
}

/** An item of a list that fits its schema, although other parts of the file may not. */
export interface Item<T> {
  readonly value: T;
  /** Where it stands: `['questions', 2]`. */
  readonly path: readonly [string, number];
}

/** The sound items of the list under `key`, so that one broken item does not hide the mistakes of the others. */
export function soundItems<T>(yaml: YamlFile | null, key: string, schema: z.ZodType<T>): Item<T>[] {
  return rawList(yaml, key).flatMap((raw, index) => {
    const result = schema.safeParse(raw);
    return result.success ? [{ value: result.data, path: [key, index] as const }] : [];
  });
}

/** The list under `key` as it was written, sound or not; empty when there is none. */
export function rawList(yaml: YamlFile | null, key: string): readonly unknown[] {
  const list = isGroup(yaml?.data) ? yaml.data[key] : undefined;
  return Array.isArray(list) ? list : [];
}

/** The `id` of every item that has one. Sound or not: a reference to a broken item is not a second mistake. */
export function rawIds(yaml: YamlFile | null, key: string): string[] {
  return rawList(yaml, key).flatMap((raw) => (isGroup(raw) && typeof raw.id === 'string' ? [raw.id] : []));
}

export function isGroup(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
