import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lessonRead, lessonStarted } from '../../lib/course/progress/change';
import { exportFileName, exportText } from '../../lib/course/progress/export';
import { gained, merge } from '../../lib/course/progress/merge';
import { parseRecord } from '../../lib/course/progress/parse-record';
import { emptyRecord, latestAttempt, type ProgressRecord } from '../../lib/course/progress/record';

const time = fc.nat({ max: 5 });
const name = fc.constantFrom('a/b', 'a/c', 'constructor', '__proto__', 'toString');
const attempt = fc.record({
  question: name,
  at: time,
  answer: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  correct: fc.boolean(),
  misconceptions: fc.array(fc.constantFrom('M1', 'M2'), { maxLength: 1 }),
});
const entries = <Value>(value: fc.Arbitrary<Value>) =>
  fc.array(fc.tuple(name, value), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs));
const record: fc.Arbitrary<ProgressRecord> = fc.record({
  version: fc.constant(1 as const),
  lessons: entries(fc.record({ startedAt: time, readAt: fc.option(time) })),
  attempts: fc.array(attempt, { maxLength: 5 }),
  tasks: entries(fc.record({ doneAt: time })),
});

/** Byte for byte: the order of keys counts too. */
const text = (value: ProgressRecord) => JSON.stringify(value);

describe('merging two records', () => {
  it('does not depend on which comes first', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect(text(merge(a, b))).toBe(text(merge(b, a)));
      }),
    );
  });

  it('does not depend on how three are grouped', () => {
    fc.assert(
      fc.property(record, record, record, (a, b, c) => {
        expect(text(merge(merge(a, b), c))).toBe(text(merge(a, merge(b, c))));
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const both = merge(a, b);
        expect(text(merge(both, both))).toBe(text(both));
        expect(text(merge(both, a))).toBe(text(both));
        expect(text(merge(both, emptyRecord))).toBe(text(both));
      }),
    );
  });

  it('loses nothing of either', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const both = merge(a, b);
        for (const each of [a, b]) {
          for (const attempt of each.attempts) expect(both.attempts).toContainEqual(attempt);
          for (const [id, { startedAt, readAt }] of Object.entries(each.lessons)) {
            const merged = new Map(Object.entries(both.lessons)).get(id);
            expect(merged?.startedAt).toBeLessThanOrEqual(startedAt);
            if (readAt !== null) expect(merged?.readAt).toBeLessThanOrEqual(readAt);
          }
          for (const id of Object.keys(each.tasks)) expect(Object.keys(both.tasks)).toContain(id);
        }
      }),
    );
  });

  it('keeps attempts oldest first, so that the latest is known', () => {
    const at = (when: number, correct: boolean) => ({
      question: 'a/b#q',
      at: when,
      answer: ['x'],
      correct,
      misconceptions: [],
    });
    const merged = merge(
      { ...emptyRecord, attempts: [at(9, true)] },
      { ...emptyRecord, attempts: [at(3, false)] },
    );
    expect(latestAttempt(merged, 'a/b#q')).toEqual(at(9, true));
    expect(latestAttempt(merged, 'a/b#other')).toBeUndefined();
  });

  it('can say what one knows more than the other', () => {
    const begun = lessonStarted('a/b', 1);
    expect(gained(emptyRecord, begun)).toEqual({ lessons: 1, attempts: 0 });
    expect(gained(begun, merge(begun, lessonRead('a/b', 2)))).toEqual({ lessons: 1, attempts: 0 });
    expect(gained(begun, begun)).toEqual({ lessons: 0, attempts: 0 });
  });
});

describe('reading a record', () => {
  it('gives back what was written or exported', () => {
    fc.assert(
      fc.property(record, (a) => {
        expect(parseRecord(JSON.stringify(a))).toEqual({ outcome: 'ok', record: a });
        expect(parseRecord(exportText(a))).toEqual({ outcome: 'ok', record: a });
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const outcomes = ['ok', 'newer', 'corrupted'];
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(outcomes).toContain(parseRecord(any).outcome);
      }),
    );
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (json, value) => {
        expect(outcomes).toContain(parseRecord(json).outcome);
        expect(outcomes).toContain(parseRecord(JSON.stringify({ ...emptyRecord, attempts: value })).outcome);
        expect(outcomes).toContain(parseRecord(JSON.stringify({ ...emptyRecord, lessons: value })).outcome);
      }),
    );
  });

  it('tells absent from newer from corrupted', () => {
    expect(parseRecord(null)).toEqual({ outcome: 'absent' });
    expect(parseRecord('{"version":2,"anything":"else"}')).toEqual({ outcome: 'newer', version: 2 });
    for (const version of [0, 1.5 - 1, '"1"', 'null']) {
      expect(parseRecord(`{"version":${version},"lessons":{},"attempts":[],"tasks":{}}`).outcome).toBe(
        'corrupted',
      );
    }
  });

  it('names the first place that does not fit', () => {
    const where = (change: object) => {
      const parsed = parseRecord(JSON.stringify({ ...emptyRecord, ...change }));
      return parsed.outcome === 'corrupted' ? parsed.where : parsed.outcome;
    };
    const attempt = { question: 'a/b#q', at: 1, answer: ['x'], correct: true, misconceptions: [] };
    expect(where({ lessons: [] })).toBe('lessons');
    expect(where({ lessons: { 'a/b': { startedAt: '1', readAt: null } } })).toBe('lessons[a/b].startedAt');
    expect(where({ lessons: { 'a/b': { startedAt: 1 } } })).toBe('lessons[a/b].readAt');
    expect(where({ attempts: {} })).toBe('attempts');
    expect(where({ attempts: [attempt, { ...attempt, at: -1 }] })).toBe('attempts[1].at');
    expect(where({ attempts: [{ ...attempt, answer: [1] }] })).toBe('attempts[0].answer');
    expect(where({ tasks: { t: null } })).toBe('tasks[t]');
    expect(parseRecord('{"version":1')).toEqual({ outcome: 'corrupted', where: 'JSON' });
  });
});

it('names the exported file by its day', () => {
  expect(exportFileName('2026-11-23')).toBe('reconcile-progress-2026-11-23.json');
});
