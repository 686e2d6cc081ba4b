import { describe, expect, test } from 'vitest';
import { formatProblem } from '@/lib/course/problem';
import { monolith, problem, problemsOf, services, smallCourse } from './small-course';

const ko = `${monolith}/ko.mdx`;
const en = `${monolith}/en.mdx`;
const quiz = `${monolith}/quiz.yaml`;
const lab = `${monolith}/lab.yaml`;

const replace = (from: string, to: string) => (text: string) => text.replace(from, to);
const replaceAll = (from: string, to: string) => (text: string) => text.replaceAll(from, to);
const append = (more: string) => (text: string) => `${text}\n${more}\n`;
/** The same change in both languages, so that only the mistake itself is reported. */
const both = (change: (text: string) => string) => ({ [ko]: change, [en]: change });

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

describe('MDX syntax', () => {
  test.each([
    [
      'a tag that is never closed',
      '<Note>\n\ntext',
      '<Note>',
      /`<Note>` is opened here and never closed/,
      /write `<\/Note>`/,
    ],
    [
      'a tag closed by another',
      '<Note>\n\ntext\n\n</Warning>',
      '</Warning>',
      /`<\/Warning>` closes nothing: `<Note>`/,
      /write `<\/Note>` first/,
    ],
    ['a closing tag alone', '</Note>', '</Note>', /without an opening one/, /remove it/],
    ['a brace', 'text {a b} text', '{a b}', /a brace `{`/, /write `\\{`/],
    ['a brace that is never closed', 'text {a b', '{a b', /a brace `{`/, /backticks/],
    ['a less-than sign', '1 <5 seconds', '<5', /`<` before `5`/, /write `\\<`/],
    ['an HTML comment', '<!-- note -->', '<!--', /HTML comment/, /\{\/\* … \*\/\}/],
    [
      'an address in angle brackets',
      'see <https://kubernetes.io>',
      '<https',
      /an address between/,
      /\[text\]/,
    ],
    ['a prop without quotes', '<Note title=x>text</Note>', 'x>text', /without quotes/, /title|name="text"/],
    ['a heading id of another form', '## Title {#my-id}', '{#my-id}', /a brace `{`/, /\{\/\*my-id\*\/\}/],
  ])('%s', async (_, text, needle, found, fix) => {
    const course = await smallCourse({ [ko]: append(text) });
    expect(await problemsOf(course)).toEqual([course.at(ko, needle, found, fix)]);
  });

  test('lessons import nothing and write no expressions', async () => {
    const text = "import x from 'y'\n\nfour is {2 + 2}\n\n{/* a note among authors is welcome */}";
    const course = await smallCourse(both(append(text)));
    const expected = (file: string) => [
      course.at(file, 'import x', /import or export/, /remove the line/),
      course.at(file, '{2 + 2}', /an expression: `\{2 \+ 2\}`/, /no expressions/),
    ];
    expect(await problemsOf(course)).toEqual([...expected(en), ...expected(ko)]);
  });

  test('bold that Markdown does not see, and a footnote mark without its note', async () => {
    const course = await smallCourse({ [ko]: append('**파드(Pod)**는 작습니다.\n그리고[^9] 셋.') });
    expect(await problemsOf(course)).toEqual([
      course.at(ko, '**파드(Pod)**', /nothing bold/, /move the sign out/),
      course.at(ko, '[^9]', /without a footnote/, /at the end of the file/),
    ]);
  });
});

describe('tags', () => {
  test.each([
    [
      'an unknown tag',
      '<Warnin>x</Warnin>',
      '<Warnin>',
      /unknown tag `<Warnin>`/,
      /did you mean `<Warning>`/,
    ],
    ['an HTML tag', 'a <kbd>key</kbd>', '<kbd>', /unknown tag `<kbd>`/, /content\/README.md/],
    [
      'the compiled tag of a code block',
      '<CodeBlock html="x" />',
      '<CodeBlock',
      /unknown tag `<CodeBlock>`/,
      /README/,
    ],
    ['a missing prop', '<DeepDive>text</DeepDive>', '<DeepDive>', /has no `title`/, /title="…"/],
    [
      'an unknown prop',
      '<Note titel="x">text</Note>',
      'titel=',
      /unknown prop `titel`/,
      /did you mean `title`/,
    ],
    ['an expression as a prop', '<Note title={"x"}>text</Note>', 'title={', /not plain text/, /title="…"/],
    ['a spread of props', '<Note {...all}>text</Note>', '{...all}', /among the props/, /no expressions/],
    ['nothing between the tags', '<Recap></Recap>', '<Recap>', /nothing stands between/, /between the tags/],
    [
      'text where none belongs',
      '<Objectives>\n\ntext\n\n</Objectives>',
      '<Objectives>',
      /has text between/,
      /closes itself/,
    ],
    ['a block in a sentence', 'text <Note>x</Note> text', '<Note>', /inside a sentence/, /lines of its own/],
  ])('%s', async (_, text, needle, found, fix) => {
    const course = await smallCourse(both(append(text)));
    expect(await problemsOf(course)).toEqual([
      course.at(en, needle, found, fix),
      course.at(ko, needle, found, fix),
    ]);
  });
});

describe('ids', () => {
  test.each([
    [
      'question',
      '<Quiz ids="scale-what\n  scale-waht" />',
      'scale-waht',
      /unknown question/,
      /did you mean `scale-what`/,
    ],
    [
      'question that is a prediction',
      '<Quiz ids="more-replicas" />',
      'more-replicas" />\n',
      /is a prediction/,
      /<Predict id="more-replicas"/,
    ],
    ['prediction', '<Predict id="more-replica" />', 'more-replica"', /unknown prediction/, /`more-replicas`/],
    [
      'prediction that is a question',
      '<Predict id="scale-what" />',
      'scale-what" />',
      /is `single`, not `predict`/,
      /<Quiz ids="scale-what"/,
    ],
    ['scenario', '<Model id="bsy" />', 'bsy', /unknown scenario `bsy`/, /`busy`/],
    ['task', '<Try id="calm-serch" />', 'calm-serch', /unknown task/, /`calm-search`/],
    ['term', '<Term id="replca">x</Term>', 'replca', /unknown term/, /`replica`/],
    ['fact', 'in <Fact id="back-off" />', 'back-off" />\n', /unknown fact/, /`crash-back-off`/],
    ['misconception', '<Misconception id="M9">x</Misconception>', 'M9', /unknown misconception `M9`/, /`M3`/],
  ])('an unknown %s', async (_, text, needle, found, fix) => {
    // Before the lesson's own tags, so that the needle is met here first.
    const course = await smallCourse(both((whole) => whole.replace('<Intro>', `${text}\n\n<Intro>`)));
    expect(await problemsOf(course)).toEqual([
      course.at(en, needle, found, fix),
      course.at(ko, needle, found, fix),
    ]);
  });

  test('a broken quiz file does not make its questions unknown as well', async () => {
    const course = await smallCourse({ [quiz]: 'questions: {\n' });
    expect((await problemsOf(course)).map(({ file }) => file)).toEqual([quiz]);
  });

  test('ids that occur twice', async () => {
    const course = await smallCourse({
      [quiz]: (text) =>
        text.replace('id: more-replicas', 'id: scale-what').replace('id: nothing', 'id: everything'),
      [lab]: (text) =>
        `${text.replace('tasks:', text.slice(text.indexOf('  - id: busy'), text.indexOf('tasks:')) + 'tasks:')}${text.slice(text.indexOf('  - id: calm-search'))}`,
      'content/facts.yaml': (text) => text + text.replace('facts:\n', ''),
      'content/glossary.yaml': (text) => text + text.replace('terms:\n', ''),
      ...both(replace('<Predict id="more-replicas" />\n', '')),
    });
    const found = (await problemsOf(course)).map(
      ({ file, line, column, found }) => `${file}:${line}:${column} ${found}`,
    );
    expect(found).toEqual([
      `${lab}:10:9 scenario id \`busy\` a second time (first on line 3)`,
      `${lab}:40:9 task id \`calm-search\` a second time (first on line 18)`,
      `${quiz}:10:13 choice id \`everything\` a second time (first on line 6)`,
      `${quiz}:14:9 question id \`scale-what\` a second time (first on line 2)`,
      'content/facts.yaml:9:9 fact id `crash-back-off` a second time (first on line 2)',
      'content/glossary.yaml:5:9 term id `replica` a second time (first on line 2)',
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

describe('headings', () => {
  test.each([
    ['no id', '## Title', '## Title', /“Title” has no id/, /\{\/\*my-id\*\/\}/],
    ['an id that is not kebab-case', '## Title {/*My_id*/}', '## Title', /heading id `My_id`/, /kebab-case/],
    [
      'an id a second time',
      '## Title {/*scaling*/}',
      '## Title',
      /`scaling` a second time \(first on line 13\)/,
      /another id/,
    ],
    ['a second title', '# Title {/*title*/}', '# Title', /a second title/, /begin with `##`/],
    ['a heading too deep', '#### Title {/*title*/}', '#### Title', /depth 4/, /`###`/],
  ])('%s', async (_, text, needle, found, fix) => {
    const course = await smallCourse(both(append(text)));
    expect(await problemsOf(course)).toEqual([
      course.at(en, needle, found, fix),
      course.at(ko, needle, found, fix),
    ]);
  });
});

describe('two languages', () => {
  test('a language is missing', async () => {
    const course = await smallCourse({ [`${services}/en.mdx`]: null });
    expect(await problemsOf(course)).toEqual([
      problem(`${services}/en.mdx`, 1, 1, /English text of this lesson is missing/, /write en.mdx/),
    ]);
  });

  test('heading ids differ', async () => {
    const course = await smallCourse({ [en]: replace('{/*try-it*/}', '{/*try-this*/}') });
    expect(await problemsOf(course)).toEqual([
      course.at(en, '### Try it', /`try-this` does not exist in ko.mdx/, /same id/),
      course.at(ko, '### 해 보기', /`try-it` does not exist in en.mdx/, /same id/),
    ]);
  });

  test('headings stand in another order, or at another depth', async () => {
    const swap = (text: string) =>
      text
        .replace('### Try it {/*try-it*/}', '### X')
        .replace('## Scaling {/*scaling*/}', '### Try it {/*try-it*/}')
        .replace('### X', '## Scaling {/*scaling*/}');
    const swapped = await smallCourse({ [en]: swap });
    expect(await problemsOf(swapped)).toEqual([
      swapped.at(en, '### Try it', /`try-it` stands where ko.mdx has `scaling`/, /same order/),
    ]);
    const deeper = await smallCourse({ [en]: replace('### Try it', '## Try it') });
    expect(await problemsOf(deeper)).toEqual([
      deeper.at(en, '## Try it', /has 2 signs `#` here and 3 in ko.mdx/, /same depth/),
    ]);
  });

  test('a question is used in one language only', async () => {
    const course = await smallCourse({ [en]: replace('<Quiz ids="scale-what" />\n', '') });
    expect(await problemsOf(course)).toEqual([
      course.at(ko, 'scale-what" />', /question `scale-what` is used here and not in en.mdx/, /as well/),
    ]);
  });

  test('a tag is used in one language only', async () => {
    const course = await smallCourse({ [ko]: append('<Recap>\n끝.\n</Recap>') });
    expect(await problemsOf(course)).toEqual([
      problem(en, 1, 1, /`<Recap>` is used 0 times here and 1 times in ko.mdx/, /same in both/),
    ]);
  });

  test('the front matter disagrees', async () => {
    const course = await smallCourse({ [en]: replace('minutes: 10', 'minutes: 11') });
    expect(await problemsOf(course)).toEqual([course.at(en, 'minutes', /differ/, /same in both/)]);
  });
});

describe('links and pictures', () => {
  test.each([
    [
      'a lesson that does not exist',
      '[x](/architecture/monolit/)',
      '[x]',
      /dead link.*no such page/,
      /`\/architecture\/monolith\/`/,
    ],
    [
      'a heading that does not exist',
      '[x](#scalin)',
      '[x]',
      /nothing there has the id `scalin`/,
      /`scaling`/,
    ],
    [
      'a heading of another lesson that does not exist',
      '[x](/architecture/microservices/#split)',
      '[x]',
      /id `split`/,
      /`splitting`/,
    ],
    ['a term that does not exist', '[x](/glossary/#replicas)', '[x]', /id `replicas`/, /`replica`/],
    [
      'a link with its language',
      '[x](/ko/architecture/monolith/)',
      '[x]',
      /names a language/,
      /`\/architecture\/monolith\/`/,
    ],
    [
      'a link without its last slash',
      '[x](/architecture/monolith#scaling)',
      '[x]',
      /no slash/,
      /`\/architecture\/monolith\/#scaling`/,
    ],
    ['a relative link', '[x](monolith.md)', '[x]', /link to `monolith.md`/, /begin it with/],
    ['a link that is code', '[x](javascript:alert%281%29)', '[x]', /link to `javascript/, /begin it with/],
    [
      'a picture without alternative text',
      '![](./shop.svg)',
      '![]',
      /without alternative text/,
      /between the brackets/,
    ],
    [
      'a figure without alternative text',
      '<Figure src="./shop.svg" alt="" />',
      '<Figure',
      /no alternative text/,
      /alt="…"/,
    ],
    [
      'a picture that does not exist',
      '![x](./shpo.svg)',
      '![x]',
      /`.\/shpo.svg` does not exist/,
      /`shop.svg`/,
    ],
    [
      'a figure that does not exist',
      '<Figure src="./shpo.svg" alt="x" />',
      'src=',
      /does not exist/,
      /`shop.svg`/,
    ],
    [
      'a picture from elsewhere',
      '![x](https://example.com/x.png)',
      '![x]',
      /not in the lesson's folder/,
      /beside the lesson/,
    ],
  ])('%s', async (_, text, needle, found, fix) => {
    const course = await smallCourse(both(append(text)));
    expect(await problemsOf(course)).toEqual([
      course.at(en, needle, found, fix),
      course.at(ko, needle, found, fix),
    ]);
  });

  test('a link to a lesson that cannot be read is not a second mistake', async () => {
    const course = await smallCourse({ [`${services}/en.mdx`]: append('<Note>') });
    expect((await problemsOf(course)).map(({ file }) => file)).toEqual([`${services}/en.mdx`]);
  });
});

describe('code blocks', () => {
  test.each([
    ['an unknown language', '```yml\na: 1\n```', /unknown language `yml`/, /did you mean `yaml`/],
    [
      'unknown words after the language',
      '```yaml titel="x"\na: 1\n```',
      /`titel="x"` after the language/,
      /only title/,
    ],
    [
      'a highlighted line that does not exist',
      '```yaml {2}\na: 1\n```',
      /line 2 is to be highlighted, but the block has 1/,
      /correct the numbers/,
    ],
  ])('%s', async (_, text, found, fix) => {
    const course = await smallCourse({ [ko]: append(text) });
    expect(await problemsOf(course)).toEqual([course.at(ko, '```', found, fix)]);
  });
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
