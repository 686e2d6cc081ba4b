import { describe, expect, test } from 'vitest';
import { both, en, ko, lab, problem, problemsOf, quiz, replace, smallCourse } from './small-course';

describe('YAML', () => {
  test.each([
    [
      'a second colon',
      replace('{ ko: 모두, en: Everything }', '모두: 전부'),
      '모두: 전부',
      /second `: `/,
      /between quotes/,
    ],
    [
      'a value that begins with a backtick',
      replace('{ ko: 모두, en: Everything }', '`kubectl` says'),
      '`kubectl`',
      /keeps for itself/,
      /between quotes/,
    ],
    [
      'a value that begins with bold text',
      replace('{ ko: 없음, en: Nothing }', '**bold** is'),
      '**bold**',
      /begins with `\*`/,
      /between quotes/,
    ],
    [
      'an ampersand before the first word',
      replace('ko: 없음', 'ko: &없음 있음'),
      '있음',
      /begins with `&`/,
      /between quotes/,
    ],
    [
      'a bracket that is never closed',
      replace('en: Everything }', 'en: Everything'),
      'correct: true',
      /bracket|brackets/,
      /close/,
    ],
    ['a quote that is never closed', replace('ko: 모두', 'ko: "모두'), '"모두', /never closed/, /close it/],
    ['a tab', replace('    type: single', '\ttype: single'), '\ttype', /tab/, /spaces/],
    [
      'a key twice',
      replace('    type: single', '    type: single\n    type: multiple'),
      'type: multiple',
      /same key twice/,
      /keep one/,
    ],
    [
      'a line that stands too far left',
      replace('    type: single', '   type: single'),
      'type: single',
      /between list items/,
      /indent/,
    ],
  ])('%s', async (_, change, needle, found, fix) => {
    const course = await smallCourse({ [quiz]: change });
    expect(await problemsOf(course)).toEqual([course.at(quiz, needle, found, fix)]);
  });

  test('broken front matter is reported at its line in the lesson', async () => {
    const course = await smallCourse({
      [ko]: replace('summary: 하나의 프로그램입니다.', 'summary: 하나: 둘'),
    });
    expect(await problemsOf(course)).toEqual([course.at(ko, '하나: 둘', /second `: `/, /between quotes/)]);
  });

  test('a lesson without front matter, and one that never closes it', async () => {
    const course = await smallCourse({
      [ko]: (text) => text.replace(/^---[\s\S]*?---\n/, ''),
      [en]: replace('minutes: 10\n---', 'minutes: 10'),
    });
    expect(await problemsOf(course)).toEqual([
      problem(en, 1, 1, /never closed/, /line `---`/),
      problem(ko, 1, 1, /without front matter/, /begin the file with `---`/),
    ]);
  });

  test('keys that are missing, unknown or of another kind', async () => {
    const course = await smallCourse({
      [ko]: (text) =>
        text
          .replace('summary: 하나의 프로그램입니다.\n', '')
          .replace('minutes: 10', 'minutes: 0.5\nmintues: 10'),
    });
    expect(await problemsOf(course)).toEqual([
      problem(ko, 2, 1, /`summary` is missing/, /add `summary`: text/),
      course.at(ko, '0.5', /`minutes` is 0.5/, /whole number/),
      course.at(ko, 'mintues', /unknown key `mintues`/, /spelling/),
    ]);
  });
});

describe('quizzes', () => {
  test.each([
    [
      'a choice without why',
      replace('        why: { ko: 늘어납니다., en: It does scale. }\n', ''),
      'id: nothing',
      /`why` is missing/,
      /add `why` with `ko` and `en`/,
    ],
    [
      'a why in one language',
      replace(', en: It does scale. }', ' }'),
      '{ ko: 늘어납니다. }',
      /`why.en` is missing/,
      /English/,
    ],
    [
      'no correct choice',
      replace('        correct: true\n', ''),
      '- id: everything',
      /has no correct choice/,
      /`correct: true`/,
    ],
    [
      'two correct choices',
      replace('        misconception: M3', '        correct: true'),
      '- id: everything',
      /has 2 correct choices/,
      /type: multiple/,
    ],
    [
      'an unknown misconception',
      replace('misconception: M3', 'misconception: M8'),
      'M8',
      /unknown misconception `M8`/,
      /`M3`/,
    ],
    [
      'an unknown type',
      replace('type: single', 'type: singel'),
      'singel',
      /`type` is “singel”/,
      /one of: single, multiple/,
    ],
    [
      'an unknown scenario',
      replace('scenario: busy', 'scenario: bsy'),
      'bsy',
      /unknown scenario `bsy`/,
      /`busy`/,
    ],
    [
      'an experiment the model refuses',
      replace('{ monolith: 3 }', '{ monolit: 3 }'),
      '3 } }',
      /monolit/,
      /monolith/,
    ],
    [
      'a measure that does not exist',
      replace('measure: monolith.totals.replicas, equals: 3', 'measure: monolith.total.replicas, equals: 3'),
      'monolith.total.',
      /nothing is called `total`/,
      /`totals`/,
    ],
  ])('%s', async (_, change, needle, found, fix) => {
    const course = await smallCourse({ [quiz]: change });
    expect(await problemsOf(course)).toEqual([course.at(quiz, needle, found, fix)]);
  });

  test('a question that no lesson shows', async () => {
    const course = await smallCourse(both(replace('<Quiz ids="scale-what" />', '')));
    expect(await problemsOf(course)).toEqual([
      course.at(quiz, 'scale-what', /used nowhere/, /<Quiz ids="scale-what" \/>/),
    ]);
  });
});

describe('labs', () => {
  test.each([
    [
      'a setting the model does not know',
      replace('search: 30', 'serach: 30'),
      '30 }',
      /`load.serach`/,
      /search/,
    ],
    [
      'a value the model does not take',
      replace('run: monolith', 'run: monolit'),
      'monolit\n',
      /`run`/,
      /monolith/,
    ],
    [
      'an unknown control',
      replace('[load, replicas]', '[load, replica]'),
      'replica]',
      /unknown control `replica`/,
      /`replicas`/,
    ],
    [
      'an unknown panel',
      replace('[picture, figures]', '[pictures]'),
      'pictures]',
      /unknown panel/,
      /`picture`/,
    ],
    ['an unknown model', replace('model: shop', 'model: shopp'), 'shopp', /`model` is “shopp”/, /shop/],
    [
      'a task without a scenario',
      replace('scenario: busy', 'scenario: calm'),
      'calm\n',
      /unknown scenario `calm`/,
      /`busy`/,
    ],
    ['an unknown act', replace('act: change', 'act: chnage'), 'chnage', /unknown act `chnage`/, /`change`/],
    [
      'an act on nothing the model has',
      replace('on: search', 'on: serch'),
      'serch',
      /the model refuses/,
      /what the model takes/,
    ],
    [
      'an input that does nothing',
      replace('act: change, on: search', 'on: search'),
      '{ atSeconds: 0, on',
      /does nothing/,
      /`set: /,
    ],
    [
      'a mistake whose unmet goal does not exist',
      replace('unmet: two', 'unmet: tow'),
      'tow',
      /no goal of task/,
      /`two`/,
    ],
    [
      'too few hints',
      replace('      - { ko: 늘리세요., en: Raise it. }\n', ''),
      '- { ko: 그림',
      /`hints` has too few/,
      /at least 3/,
    ],
  ])('%s', async (_, change, needle, found, fix) => {
    const course = await smallCourse({ [lab]: change });
    const problems = await problemsOf(course);
    expect(problems).toContainEqual(course.at(lab, needle, found, fix));
    expect(problems.filter(({ file }) => file !== lab)).toEqual([]);
  });
});
