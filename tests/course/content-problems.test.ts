import { describe, expect, test } from 'vitest';
import { formatProblem } from '@/lib/course/problem';
import {
  append,
  both,
  en,
  ko,
  lab,
  problem,
  problemsOf,
  quiz,
  replace,
  replaceAll,
  services,
  smallCourse,
} from './small-course';

test('a course without mistakes has no problems', async () => {
  expect(await problemsOf(await smallCourse())).toEqual([]);
});

test('all mistakes of a run are reported, in reading order, whatever else is broken', async () => {
  const course = await smallCourse({
    'content/facts.yaml': 'facts: [\n',
    [ko]: append('<Note>\n\nunclosed'),
    [en]: (text) =>
      `${text.replace('minutes: 10', 'minutes: ten')}\n<Quizz ids="scale-what" />\n\n[dead](/nowhere/)\n`,
    [quiz]: replace('        why: { ko: 늘어납니다., en: It does scale. }\n', ''),
    [lab]: replace('load: { search: 30 }', 'load: { serach: 30 }'),
  });
  expect((await problemsOf(course)).map(({ file, found }) => [file, found])).toEqual([
    [en, '`minutes` is “ten”'],
    [en, 'unknown tag `<Quizz>`'],
    [en, 'dead link `/nowhere/`: no such page'],
    [ko, '`<Note>` is opened here and never closed'],
    [lab, '`load.serach`: an unknown name "serach"'],
    [quiz, '`why` is missing'],
    ['content/facts.yaml', expect.stringContaining('bracket')],
  ]);
});

test('a problem prints as a line that editors can open, and the fix below it', () => {
  const printed = formatProblem({
    file: 'content/a/ko.mdx',
    line: 12,
    column: 3,
    found: 'unknown tag `<Quizz>`',
    fix: 'did you mean `<Quiz>`?',
  });
  expect(printed).toBe('content/a/ko.mdx:12:3  unknown tag `<Quizz>`\n    → did you mean `<Quiz>`?');
});

describe('folders', () => {
  const chapter = 'title: { ko: 장, en: Chapter }\nsummary: { ko: 장, en: Chapter }\n';
  const lesson = '---\ntitle: x\nsummary: x\nobjectives: [x]\nminutes: 1\n---\n\ntext\n';

  test('two lessons with one slug', async () => {
    const folder = 'content/01-architecture/03-monolith';
    const course = await smallCourse({ [`${folder}/ko.mdx`]: lesson, [`${folder}/en.mdx`]: lesson });
    expect(await problemsOf(course)).toEqual([
      problem(
        folder,
        1,
        1,
        /slug `monolith` is taken by content\/01-architecture\/01-monolith/,
        /another name/,
      ),
    ]);
  });

  test('two chapters with one slug, or with one number', async () => {
    const course = await smallCourse({
      'content/02-architecture/chapter.yaml': chapter,
      'content/01-containers/chapter.yaml': chapter,
    });
    expect(await problemsOf(course)).toEqual([
      problem(
        'content/01-containers',
        1,
        1,
        /number 1 is taken by content\/01-architecture/,
        /another number/,
      ),
      problem('content/02-architecture', 1, 1, /slug `architecture` is taken/, /another name/),
    ]);
  });

  test('names that are not NN-kebab, and slugs that belong to the site', async () => {
    const course = await smallCourse({
      'content/2-My Chapter/chapter.yaml': chapter,
      'content/03-glossary/chapter.yaml': chapter,
    });
    expect(await problemsOf(course)).toEqual([
      problem('content/03-glossary', 1, 1, /`glossary` is the address of a page/, /another name/),
      problem('content/2-My Chapter', 1, 1, /folder name `2-My Chapter`/, /`01-my-chapter`/),
    ]);
  });

  test('a chapter without chapter.yaml, a folder without a course', async () => {
    const course = await smallCourse({ 'content/01-architecture/chapter.yaml': null });
    expect(await problemsOf(course)).toEqual([
      problem('content/01-architecture/chapter.yaml', 1, 1, /is missing/, /`title:` and `summary:`/),
    ]);
    const empty = await smallCourse({ 'content/README.md': 'nothing yet' });
    expect(await problemsOf({ ...empty, root: `${empty.root}/content` })).toEqual([
      problem('content', 1, 1, /missing/, /make it/),
    ]);
  });

  test('files that only look like parts of a lesson', async () => {
    const course = await smallCourse({ [`${services}/quiz.yml`]: 'questions: []\n' });
    expect(await problemsOf(course)).toEqual([
      problem(`${services}/quiz.yml`, 1, 1, /no part of a lesson/, /quiz.yaml/),
    ]);
  });

  test('prerequisites that do not exist or go in a circle', async () => {
    const unknown = await smallCourse({
      [`${services}/en.mdx`]: replace('architecture/monolith', 'architecture/monolit'),
      [`${services}/ko.mdx`]: replace('architecture/monolith', 'architecture/monolit'),
    });
    const expected = (file: string) =>
      unknown.at(file, 'architecture/monolit', /unknown prerequisite/, /`architecture\/monolith`/);
    expect(await problemsOf(unknown)).toEqual([
      expected(`${services}/en.mdx`),
      expected(`${services}/ko.mdx`),
    ]);
    const circle = await smallCourse(
      both(replace('minutes: 10', 'minutes: 10\nprerequisites: [architecture/microservices]')),
    );
    expect(await problemsOf(circle)).toContainEqual(
      circle.at(
        ko,
        'architecture/microservices',
        /circle.*architecture\/monolith → architecture\/microservices → architecture\/monolith/,
        /remove one/,
      ),
    );
  });
});

describe('bytes', () => {
  test('a byte order mark and CRLF line ends are no mistake, and places stay right', async () => {
    const crlf = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    expect(await problemsOf(await smallCourse({ ...both(crlf), [quiz]: crlf, [lab]: crlf }))).toEqual([]);
    const broken = await smallCourse({
      [ko]: (text) => crlf(`${text}\n<Quizz />\n`),
      [quiz]: (text) => crlf(text.replace('        correct: true\n', '')),
    });
    expect(await problemsOf(broken)).toEqual([
      broken.at(ko, '<Quizz', /unknown tag/, /<Quiz>/),
      broken.at(quiz, '- id: everything', /no correct choice/, /correct: true/),
    ]);
  });

  test('letters in pieces (NFD) in a file or in a file name', async () => {
    const course = await smallCourse({
      [ko]: replaceAll('느립니다', '느립니다'.normalize('NFD')),
      [`${services}/${'그림'.normalize('NFD')}.svg`]: '<svg/>',
    });
    expect(await problemsOf(course)).toEqual([
      course.at(ko, '느립니다'.normalize('NFD'), /NFD.*“느립니다.”/, /save as NFC/),
      problem(`${services}/그림.svg`, 1, 1, /file name.*NFD/, /save as NFC/),
    ]);
  });

  test('bytes that are not UTF-8', async () => {
    const course = await smallCourse({
      [quiz]: Buffer.concat([Buffer.from('questions:\n  - id: '), Buffer.from([0xb0, 0xa1])]),
    });
    expect(await problemsOf(course)).toEqual([problem(quiz, 2, 9, /not UTF-8/, /save the file as UTF-8/)]);
  });

  test.each([
    [ko, /front matter/],
    [quiz, /`questions:`/],
    [lab, /`model:`/],
    ['content/facts.yaml', /`facts:`/],
    ['content/01-architecture/chapter.yaml', /`title:`/],
  ])('an empty file: %s', async (file, fix) => {
    const course = await smallCourse({ [file]: '\n\n' });
    expect(await problemsOf(course)).toEqual([problem(file, 1, 1, /empty/, fix)]);
  });
});
