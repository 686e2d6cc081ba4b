import {
  type Attempt,
  emptyRecord,
  type LessonProgress,
  type ProgressRecord,
  type TaskProgress,
} from './record';

/**
 * `absent`: there is no text. `newer`: written by a later version of this site. `corrupted`: anything else that is
 * not a whole record; `where` names the first place that does not fit, such as `attempts[3].at`.
 */
export type Parsed =
  | { readonly outcome: 'ok'; readonly record: ProgressRecord }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'newer'; readonly version: number }
  | { readonly outcome: 'corrupted'; readonly where: string };

/** Reads the text of a stored or imported record. Never throws; a record is taken whole or not at all. */
export function parseRecord(text: string | null): Parsed {
  if (text === null) return { outcome: 'absent' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { outcome: 'corrupted', where: 'JSON' };
  }
  if (!isObject(value) || typeof value.version !== 'number')
    return { outcome: 'corrupted', where: 'version' };
  if (value.version > emptyRecord.version) return { outcome: 'newer', version: value.version };
  if (value.version !== emptyRecord.version) return { outcome: 'corrupted', where: 'version' };
  const where = firstMisfit(value);
  return where === null ? { outcome: 'ok', record: readRecord(value) } : { outcome: 'corrupted', where };
}

type Fields = Readonly<Record<string, unknown>>;

function firstMisfit(record: Fields): string | null {
  return (
    misfitInEach(record.lessons, 'lessons', { startedAt: isTime, readAt: isTimeOrNull }) ??
    misfitInEach(record.tasks, 'tasks', { doneAt: isTime }) ??
    (Array.isArray(record.attempts) ? null : 'attempts') ??
    misfitInEach({ ...(record.attempts as unknown[]) }, 'attempts', {
      question: isText,
      at: isTime,
      answer: isTexts,
      correct: (value) => typeof value === 'boolean',
      misconceptions: isTexts,
    })
  );
}

type Fits = (value: unknown) => boolean;

function misfitInEach(entries: unknown, name: string, shape: Readonly<Record<string, Fits>>): string | null {
  if (!isObject(entries)) return name;
  for (const [key, entry] of Object.entries(entries)) {
    if (!isObject(entry)) return `${name}[${key}]`;
    for (const [field, fits] of Object.entries(shape)) {
      if (!fits(entry[field])) return `${name}[${key}].${field}`;
    }
  }
  return null;
}

/** Takes over only the fields of the shape, after firstMisfit found none. */
function readRecord(value: Fields): ProgressRecord {
  const { lessons, attempts, tasks } = value as unknown as ProgressRecord;
  return {
    version: 1,
    lessons: mapValues(lessons, ({ startedAt, readAt }: LessonProgress) => ({ startedAt, readAt })),
    attempts: attempts.map(({ question, at, answer, correct, misconceptions }: Attempt) => ({
      question,
      at,
      answer,
      correct,
      misconceptions,
    })),
    tasks: mapValues(tasks, ({ doneAt }: TaskProgress) => ({ doneAt })),
  };
}

/** By Object.fromEntries, so that a key such as `__proto__` in a learner's file is only a key. */
function mapValues<Value>(
  entries: Readonly<Record<string, Value>>,
  change: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]));
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Fits = (value) => typeof value === 'string' && value !== '';
const isTexts: Fits = (value) => Array.isArray(value) && value.every((each) => typeof each === 'string');
const isTime: Fits = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isTimeOrNull: Fits = (value) => value === null || isTime(value);
