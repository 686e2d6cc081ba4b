import { describe, expect, it } from 'vitest';
import { queryWords, tokenize } from '../../lib/course/search/tokens';

const termsOf = (text: string) => tokenize(text).map((token) => token.term);
const piecesOf = (query: string) => queryWords(query).map((word) => word.pieces);
/** A Hangul query as the words that are left of it. */
const stemsOf = (query: string) =>
  piecesOf(query).map((pieces) =>
    pieces.map(([gram = ''], index) => (index === 0 ? gram : gram.slice(1))).join(''),
  );

describe('a Korean word', () => {
  it.each([
    ['컨테이너를', '컨테이너'],
    ['컨테이너가', '컨테이너'],
    ['컨테이너에서는', '컨테이너'],
    ['컨테이너와의', '컨테이너'],
    ['파드를', '파드'],
    ['노드에게', '노드'],
    ['레이블로', '레이블'],
    ['이미지처럼', '이미지'],
    ['파드입니다', '파드'],
    ['앱을', '앱'],
    ['배포합니다', '배포'],
    ['배포하기를', '배포'],
    ['확장하려면', '확장'],
    ['실패한', '실패'],
  ])('%s is searched for as %s', (word, stem) => {
    expect(stemsOf(word)).toEqual([stem]);
  });

  it.each([
    '고가',
    '사이',
    '속도',
    '응답속도',
    '재정의',
    '처리결과',
    '큐길이',
    '무제한',
    '역할',
    '쿠버네티스',
    '데이터베이스',
  ])('%s only seems to end in a particle and stays whole', (word) => {
    expect(stemsOf(word)).toEqual([word]);
  });

  it('takes off a particle only where the syllable before it allows it', () => {
    expect(stemsOf('노드을')).toEqual(['노드을']);
    expect(stemsOf('서버추가')).toEqual(['서버추가']);
  });

  it('becomes pairs of syllables that know their place', () => {
    expect(tokenize('새 런타임을')).toEqual([
      { term: '새', start: 0, end: 1 },
      { term: '런타', start: 2, end: 4 },
      { term: '타임', start: 3, end: 5 },
    ]);
  });

  it('is the same whether its syllables arrive composed or as letters', () => {
    expect(termsOf('파드를'.normalize('NFD'))).toEqual(['파드']);
    expect(queryWords('파드를'.normalize('NFD'))).toEqual(queryWords('파드를'));
  });

  it('asking why or when does not count beside others', () => {
    expect(stemsOf('파드가 왜')).toEqual(['파드']);
    expect(stemsOf('왜')).toEqual(['왜']);
  });
});

describe('scripts', () => {
  it('are cut apart, and a particle after a Latin word is no word', () => {
    expect(termsOf('kubelet이 API서버로')).toEqual(['kubelet', 'api', '서버']);
    expect(piecesOf('kubelet에서는')).toEqual([[['kubelet']]]);
    expect(piecesOf('push하면')).toEqual([[['push']]]);
  });
});

describe('a Latin word', () => {
  it('written in humps is itself and its parts', () => {
    expect(termsOf('imagePullPolicy')).toEqual(['imagepullpolicy', 'image', 'pull', 'policy']);
    expect(termsOf('OOMKilled')).toEqual(['oomkilled', 'oom', 'killed']);
    expect(termsOf('CPUs k8s')).toEqual(['cpus', 'k8s']);
  });

  it('is cut at hyphens, dots and slashes', () => {
    expect(termsOf('kube-proxy apps/v1 metadata.name')).toEqual([
      'kube',
      'proxy',
      'apps',
      'v1',
      'metadata',
      'name',
    ]);
  });

  it('is also searched for by its stem', () => {
    const stems = ['scale', 'scaled', 'scaling', 'scales'].map((word) => piecesOf(word)[0]?.[0]?.at(-1));
    expect(new Set(stems)).toEqual(new Set(['scal']));
    expect(piecesOf('pods stopping rolling policies app')).toEqual([
      [['pods', 'pod']],
      [['stopping', 'stop']],
      [['rolling', 'roll']],
      [['policies', 'polic']],
      [['app']],
    ]);
  });

  it('that is common counts only in a query of nothing else', () => {
    expect(piecesOf('what is a pod')).toEqual([[['pod']]]);
    expect(piecesOf('in')).toEqual([[['in']]]);
  });
});

describe('nothing', () => {
  it.each(['', '   ', '?!', 'ㅋㅋ'])('is searched for when the query is “%s”', (query) => {
    expect(queryWords(query)).toEqual([]);
  });
});
