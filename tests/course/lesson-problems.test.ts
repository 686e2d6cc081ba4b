import { describe, expect, test } from 'vitest';
import { append, both, en, ko, lab, problemsOf, quiz, replace, smallCourse } from './small-course';

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
        `${text.replace('tasks:', `${text.slice(text.indexOf('  - id: busy'), text.indexOf('tasks:'))}tasks:`)}${text.slice(text.indexOf('  - id: calm-search'))}`,
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
