import { describe, expect, test } from 'vitest';
import { append, both, en, ko, problem, problemsOf, replace, services, smallCourse } from './small-course';

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
      problem(en, 1, 1, /`<Recap>` is used 0× here and 1× in ko.mdx/, /same in both/),
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
