import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCourse } from '@/lib/course/read/read-course';
import { makeLesson } from '@/lib/site/make-lesson';
import { problemsOf, smallCourse } from './small-course';

test('a new lesson is valid as it is, in both languages', async () => {
  const course = await smallCourse();
  expect(makeLesson(course.root, '01-architecture/03-my-lesson')).toBe(null);
  expect(await problemsOf(course)).toEqual([]);
  expect([...(await readCourse(course.root)).lessons.keys()]).toContain('architecture/my-lesson');
});

test.each([
  ['a lesson that exists', '01-architecture/01-monolith', /nothing is overwritten/],
  ['a number that is taken', '01-architecture/02-my-lesson', /02-microservices has this number/],
  ['a slug that is taken', '01-architecture/03-monolith', /01-monolith has this number or this name/],
  ['a bad name', '01-architecture/3-My Lesson', /two digits and kebab-case/],
  ['a place outside the course', '../01-a/01-b', /not a place for a lesson/],
  [
    'a chapter that does not exist',
    '09-nowhere/01-my-lesson',
    /Write content\/09-nowhere\/chapter.yaml first/,
  ],
])('it refuses %s', async (_, place, reason) => {
  const { root } = await smallCourse();
  const before = await readdir(join(root, 'content'), { recursive: true });
  expect(makeLesson(root, place)).toMatch(reason);
  expect(await readdir(join(root, 'content'), { recursive: true })).toEqual(before);
});
