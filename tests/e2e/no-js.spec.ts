import { expect, test } from '@playwright/test';
import { lessons, questionOf } from './learner';

test.use({ javaScriptEnabled: false });

/** What an element shows, also inside `noscript`, where Playwright's own search by text does not look. */
const shows = { useInnerText: true } as const;

for (const words of [
  {
    locale: 'ko',
    title: '모놀리스',
    text: '할인 행사를 시작한 지 한 시간이 지났습니다.',
    figure: '할인 행사 시간의 상점',
    needsScript: '이 그림을 움직이려면 자바스크립트가 필요합니다.',
    table: '최근 10초의 요청: 모놀리스',
    feature: '결제',
    inWords: '그림을 글로 보기',
    sentence: /^결제: 초당 .*건 요청에 .*건 응답/,
    question: '검색에만 손님이 몰렸는데 모놀리스의 결제가 느려집니다.',
    choice: '결제가 처리 도중에 검색을 부르기 때문입니다.',
    answers: '답과 설명',
    reason: '이 상점의 결제는 검색을 부르지 않습니다.',
    prediction: '모놀리스의 레플리카를 1에서 5로 늘립니다.',
    predicted: '복사한 단위가 상점 전체이기 때문입니다.',
    check: '확인',
    term: '멱등',
    definition: '같은 요청을 여러 번 보내도 한 번 보낸 것과 결과가 같은 성질.',
    section: '한 줄과 전체 빌드',
    searchNeedsScript: '찾기 상자는 자바스크립트가 있어야 움직입니다.',
  },
  {
    locale: 'en',
    title: 'The monolith',
    text: 'The sale has been on for an hour.',
    figure: 'The shop in the hour of the sale',
    needsScript: 'Operating this figure needs JavaScript.',
    table: 'Requests, last 10 s: Monolith',
    feature: 'payment',
    inWords: 'Describe in words',
    sentence: /^payment: .* requests per second asked/,
    question: 'Only search is crowded, and yet payment in the monolith is slow.',
    choice: 'A payment calls search on its way.',
    answers: 'Answer and reasons',
    reason: 'Payment in this shop never calls search.',
    prediction: 'You raise the monolith from 1 replica to 5.',
    predicted: 'The unit you copied is the whole shop.',
    check: 'Check',
    term: 'idempotent',
    definition: 'Having the same effect however many times the same request arrives.',
    section: 'One line, the whole build',
    searchNeedsScript: 'The search box needs JavaScript.',
  },
] as const) {
  const { locale } = words;
  test.describe(`A reader without JavaScript (${locale})`, () => {
    test('reads the lesson and sees how the figure starts', async ({ page }) => {
      await page.goto(lessons.monolith[locale]);
      await expect(page.getByRole('heading', { level: 1, name: words.title })).toBeVisible();
      await expect(page.getByText(words.text)).toBeVisible();

      const figure = page.getByRole('figure').filter({ hasText: words.figure });
      await expect(figure).toContainText(words.needsScript, shows);
      await expect(figure.getByText('monolith-1', { exact: true })).toBeVisible();
      const row = figure
        .getByRole('table', { name: words.table })
        .getByRole('row', { name: new RegExp(`^${words.feature}`) });
      await expect(row.getByRole('cell').nth(1)).toHaveText(/^[1-9]\d*%$/);
      await figure.getByText(words.inWords).click();
      await expect(figure.getByText(words.sentence)).toBeVisible();
    });

    test('unfolds the answers and reasons of a question and of a prediction', async ({ page }) => {
      await page.goto(lessons.monolith[locale]);
      for (const [prompt, reason] of [
        [words.question, words.reason],
        [words.prediction, words.predicted],
      ] as const) {
        const question = questionOf(page, new RegExp(prompt.replaceAll('.', '\\.'))).locator('..');
        await expect(question).not.toContainText(reason, shows);
        await expect(question.locator('summary')).toHaveText(words.answers);
        await question.locator('summary').click();
        await expect(question).toContainText(reason, shows);
      }
      await expect(page.getByRole('radio', { name: words.choice })).toBeVisible();
      // Nothing that only a script could answer is offered.
      await expect(page.getByRole('button', { name: words.check, exact: true })).toHaveCount(0);
    });

    test('opens the card behind a word', async ({ page }) => {
      await page.goto(lessons.microservices[locale]);
      const card = page.getByText(words.definition);
      await expect(card).toBeHidden();
      await page.getByRole('button', { name: words.term, exact: true }).click();
      await expect(card).toBeVisible();
    });

    test('reads the glossary and what the course is', async ({ page }) => {
      await page.goto(`/${locale}/glossary/`);
      await expect(page.getByRole('term').filter({ hasText: words.term })).toBeVisible();
      await expect(page.getByText(words.definition)).toBeVisible();
      await page.goto(`/${locale}/about/`);
      await expect(page.getByRole('main').getByRole('heading', { level: 2 }).first()).toBeVisible();
    });

    test('finds every section listed where search would be', async ({ page }) => {
      await page.goto(`/${locale}/search/`);
      await expect(page.getByRole('main')).toContainText(words.searchNeedsScript, shows);
      await expect(page.getByRole('combobox')).toHaveCount(0);
      await page.getByRole('link', { name: words.section }).click();
      await expect(page).toHaveURL(`${lessons.monolith[locale]}#one-build`);
    });

    test('switches the language on the same page', async ({ page }) => {
      await page.goto(lessons.monolith[locale]);
      await page
        .getByRole('banner')
        .getByRole('link', { name: /^(English|한국어)$/ })
        .click();
      await expect(page).toHaveURL(lessons.monolith[locale === 'ko' ? 'en' : 'ko']);
    });
  });
}
