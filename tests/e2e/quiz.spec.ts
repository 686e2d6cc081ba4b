import { expect, test } from '@playwright/test';
import { lessons, open, questionOf } from './learner';

const why = {
  rightNumber: 'Four new replicas at 2 GiB each make 8 GiB.',
  callsSearch: 'Payment in this shop never calls search.',
  network: 'The two features are in one process. There is no network between them.',
};
const payment = 'Only search is crowded, and yet payment in the monolith is slow.';

test('A reader cannot see answers or reasons before answering', async ({ page }) => {
  await open(page, lessons.monolith.en);
  const text = await page.getByRole('main').innerText();
  expect(text).toContain(payment);
  expect(text).toContain('A payment calls search on its way.');
  for (const reason of Object.values(why)) expect(text).not.toContain(reason);
  for (const verdict of ['Correct.', 'Not quite.', 'Answer and reasons']) expect(text).not.toContain(verdict);
});

test.describe('A question', () => {
  test('asks for an answer before it is checked', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const single = questionOf(page, payment);
    await single.getByRole('button', { name: 'Check' }).click();
    await expect(single.getByRole('status')).toHaveText('Choose an answer first.');
    const number = questionOf(page, /By how many GiB does the reserved memory grow/);
    await number.getByRole('button', { name: 'Check' }).click();
    await expect(number.getByRole('status')).toHaveText('Type a number first.');
    const match = questionOf(page, 'Match what was done with its name.');
    await match.getByRole('combobox').first().selectOption('scaling out');
    await match.getByRole('button', { name: 'Check' }).click();
    await expect(match.getByRole('status')).toHaveText('Choose a match for every line first.');
  });

  test('tells at once why the choice is wrong, and about the others when asked', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const question = questionOf(page, payment);
    await question.getByRole('radio', { name: 'A payment calls search on its way.' }).check();
    await question.getByRole('button', { name: 'Check' }).click();
    await expect(question.getByRole('status')).toContainText('Not quite.');
    await expect(question.getByRole('status')).toContainText(why.callsSearch);
    await expect(question.getByText(why.network)).toBeHidden();

    await question.getByRole('button', { name: 'Explain the others' }).click();
    await expect(question.getByText(why.network)).toBeVisible();
    await question.getByRole('button', { name: 'Hide the others' }).click();
    await expect(question.getByText(why.network)).toBeHidden();
  });

  test('can be tried again, and then its answer counts', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const question = questionOf(page, /By how many GiB does the reserved memory grow/);
    const number = question.getByRole('spinbutton', { name: 'Your number' });
    await number.fill('10');
    await number.press('Enter');
    await expect(question.getByRole('status')).toContainText('10 GiB is the total afterwards.');
    await question.getByRole('button', { name: 'Try again' }).click();
    await expect(number).toHaveValue('');
    await number.fill('3');
    await number.press('Enter');
    await expect(question.getByRole('status')).toContainText('The number is higher.');
    await question.getByRole('button', { name: 'Try again' }).click();
    await number.fill('8');
    await question.getByRole('button', { name: 'Check' }).click();
    await expect(question.getByRole('status')).toContainText('Correct.');
    await expect(question.getByRole('status')).toContainText(why.rightNumber);
  });

  test('with several right answers says how many were left out, not which', async ({ page }) => {
    await open(page, lessons.monolith.ko);
    const question = questionOf(page, '모놀리스의 레플리카를 늘려서 얻는 것을 모두 고르세요.');
    await question.getByRole('checkbox', { name: '더 많은 요청을 처리합니다.' }).check();
    await question.getByRole('button', { name: '확인' }).click();
    await expect(question.getByRole('status')).toContainText('정답이 아닙니다.');
    await expect(question.getByRole('status')).toContainText('빠뜨린 답: 1개');
    await expect(
      question.getByText('레플리카가 하나일 때는 재시작하는 동안 아무도 응답하지 못했습니다.'),
    ).toBeHidden();
  });

  test('of order is also solved by dragging', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const question = questionOf(page, /Put the steps of a changed line/);
    const items = question.getByRole('list').getByRole('listitem');
    const last = await items.last().innerText();
    await items.last().scrollIntoViewIfNeeded();
    const from = await items.last().boundingBox();
    const to = await items.first().boundingBox();
    if (!from || !to) throw new Error('the items must be on the screen');
    await page.mouse.move(from.x + 16, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 16, to.y + 2, { steps: 20 });
    await page.mouse.up();
    const wordsOf = (text: string) => text.replace(/^\d+\s*/, '').trim();
    await expect.poll(async () => wordsOf(await items.first().innerText())).toBe(wordsOf(last));
  });
});

test.describe('A missed question', () => {
  test('comes back at the end of the lesson, and goes once it is answered', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const again = page.getByRole('region', { name: 'Once more', exact: true });
    await expect(again).toHaveCount(0);
    const question = questionOf(page, payment);
    await question.getByRole('radio', { name: 'A payment calls search on its way.' }).check();
    await question.getByRole('button', { name: 'Check' }).click();
    await expect(again.getByRole('group', { name: payment })).toBeVisible();

    await page.reload();
    await again.getByRole('radio', { name: /Both use the workers of the same process/ }).check();
    await again.getByRole('button', { name: 'Check' }).click();
    await expect(again.getByRole('status')).toContainText('Correct.');

    await open(page, lessons.monolith.en);
    await expect(page.getByRole('heading', { name: 'Sources' })).toBeVisible();
    await expect(again).toHaveCount(0);
  });

  test('also goes when it is answered where it first stood', async ({ page }) => {
    await open(page, lessons.monolith.ko);
    const again = page.getByRole('region', { name: '다시 풀어 볼 문제' });
    const number = questionOf(page, /예약한 메모리는 몇 GiB 늘었습니까/);
    await number.getByRole('spinbutton').fill('10');
    await number.getByRole('button', { name: '확인' }).click();
    await expect(again).toBeVisible();
    await number.getByRole('button', { name: '다시 풀기' }).click();
    await number.getByRole('spinbutton').fill('8');
    await number.getByRole('button', { name: '확인' }).click();
    await expect(again).toHaveCount(0);
  });
});

test.describe('A prediction', () => {
  const five = 'You raise the monolith from 1 replica to 5.';
  test('is committed first; then the model runs and the page compares', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const prediction = questionOf(page, new RegExp(five));
    await prediction.getByRole('button', { name: 'Commit to this prediction' }).click();
    await expect(prediction.getByRole('status')).toHaveText('Choose an answer first.');
    await prediction.getByRole('radio', { name: /Hardly anything changes/ }).check();
    await prediction.getByRole('button', { name: 'Commit to this prediction' }).click();
    const result = prediction.getByRole('status');
    await expect(result).toContainText('Not as you predicted.');
    await expect(result).toContainText('This happened: Search and payment are both fast again');
    await expect(result).toContainText('You can start the same process several times');
    await expect(result).toContainText('Measured in the model');
  });

  test('may be skipped by those who only want to see', async ({ page }) => {
    await open(page, lessons.monolith.en);
    const prediction = questionOf(page, new RegExp(five));
    await prediction.getByRole('button', { name: 'Show the result without predicting' }).click();
    await expect(prediction.getByRole('status')).toContainText('The model has run.');
  });
});
