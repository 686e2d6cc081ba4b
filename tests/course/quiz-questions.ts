import type { QuestionView } from '../../lib/course/quiz/quiz.types';
import type { GradedQuestion } from '../../lib/course/quiz/view';
import { viewQuestion } from '../../lib/course/quiz/view';
import { question } from '../../lib/course/schema/quiz';
import type { Locale } from '../../lib/i18n/locale';

const both = (ko: string, en: string) => ({ ko, en });
const parsed = (source: unknown): GradedQuestion => {
  const result = question.parse(source);
  if (result.type === 'predict') throw new Error('a graded question was wanted');
  return result;
};

/** One question of each type, as quiz.yaml would hold it. */
export const questions = {
  single: parsed({
    id: 'why-copies',
    type: 'single',
    prompt: both(
      '검색만 느립니다. `monolith`는 **무엇을** 늘립니까?',
      'Only search is slow. What does the `monolith` **scale**?',
    ),
    choices: [
      {
        id: 'search',
        text: both('검색만', 'Only search'),
        why: both('한 프로세스라 나눌 수 없습니다.', 'One process cannot be split.'),
        misconception: 'M3',
      },
      {
        id: 'all',
        text: both('모두', 'Everything'),
        correct: true,
        why: both('복제본은 전부를 담습니다.', 'A replica holds everything.'),
      },
      {
        id: 'nothing',
        text: both('아무것도', 'Nothing'),
        why: both('복제본은 늘릴 수 있습니다.', 'Replicas can be added.'),
        misconception: 'M1',
      },
    ],
  }),
  multiple: parsed({
    id: 'what-gets-harder',
    type: 'multiple',
    prompt: both('무엇이 어려워집니까?', 'What gets harder?'),
    choices: [
      {
        id: 'transactions',
        text: both('트랜잭션', 'Transactions'),
        correct: true,
        why: both('여러 데이터베이스에 걸칩니다.', 'They span databases.'),
      },
      {
        id: 'testing',
        text: both('시험', 'Testing'),
        correct: true,
        why: both('함께 띄워야 합니다.', 'Several must run together.'),
      },
      {
        id: 'scaling',
        text: both('확장', 'Scaling'),
        why: both('오히려 쉬워집니다.', 'That gets easier.'),
        misconception: 'M2',
      },
    ],
  }),
  order: parsed({
    id: 'a-rollout',
    type: 'order',
    prompt: both('순서대로 놓으세요.', 'Put these in order.'),
    items: [
      { id: 'build', text: both('빌드', 'Build'), why: both('먼저 만듭니다.', 'It is made first.') },
      {
        id: 'test',
        text: both('시험', 'Test'),
        why: both('만든 것을 시험합니다.', 'What was made is tested.'),
      },
      {
        id: 'deploy',
        text: both('배포', 'Deploy'),
        why: both('시험한 것을 내보냅니다.', 'What passed is shipped.'),
      },
    ],
    misconception: 'M5',
  }),
  match: parsed({
    id: 'who-owns-what',
    type: 'match',
    prompt: both('짝을 지으세요.', 'Match them.'),
    pairs: [
      {
        id: 'cart',
        left: both('장바구니', 'Cart'),
        right: both('주문 팀', 'Orders team'),
        why: both('주문의 일부입니다.', 'It is part of ordering.'),
        misconception: 'M4',
      },
      {
        id: 'order',
        left: both('주문', 'Order'),
        right: both('주문 팀', 'Orders team'),
        why: both('이름 그대로입니다.', 'As the name says.'),
      },
      {
        id: 'card',
        left: both('카드', 'Card'),
        right: both('결제 팀', 'Payments team'),
        why: both('돈이 오갑니다.', 'Money moves.'),
      },
    ],
    extra: [
      {
        id: 'search-team',
        right: both('검색 팀', 'Search team'),
        why: both('여기에는 할 일이 없습니다.', 'Nothing here is theirs.'),
      },
    ],
  }),
  number: parsed({
    id: 'how-many',
    type: 'number',
    prompt: both('복제본은 몇 개입니까?', 'How many replicas?'),
    answer: 0.3,
    tolerance: 0.05,
    unit: both('개', 'replicas'),
    why: both('부하를 나누면 나옵니다.', 'Divide the load.'),
    nearMisses: [
      { value: 3, tolerance: 0.5, why: both('열 배입니다.', 'Ten times too many.'), misconception: 'M2' },
    ],
  }),
} as const;

export function viewOf(type: keyof typeof questions, locale: Locale = 'en'): QuestionView {
  return viewQuestion(questions[type], locale);
}

export const allViews = (locale: Locale = 'en') =>
  Object.values(questions).map((each) => viewQuestion(each, locale));
