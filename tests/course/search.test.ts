import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildIndex, buildIndexOf } from '../../lib/course/search/build-index';
import type { SearchDocument } from '../../lib/course/search/documents';
import { type MarkedText, readIndex, search } from '../../lib/course/search/search-index';
import { locales } from '../../lib/i18n/locale';
import { course, lessons } from './search-pages';

const indexes = {
  ko: readIndex(buildIndex(course, lessons, 'ko')),
  en: readIndex(buildIndex(course, lessons, 'en')),
};
const find = (locale: 'ko' | 'en', query: string) => search(indexes[locale], query);
/** Hits without `/ko/`, best first. */
const urls = (locale: 'ko' | 'en', query: string) => find(locale, query).map((hit) => hit.url.slice(4));
const marked = ({ text, marks }: MarkedText) => marks.map(([start, end]) => text.slice(start, end));

describe('eighteen Korean queries', () => {
  it.each([
    ['컨테이너를', ['containers/docker/#runtime', 'containers/isolation/']],
    ['컨테이너 런타임', ['containers/docker/#runtime']],
    ['런타임', ['containers/docker/#runtime']],
    ['업데이트', ['why-kubernetes/rollouts/#rolling-update']],
    ['롤링 업데이트', ['why-kubernetes/rollouts/#rolling-update']],
    ['파드를', ['glossary/#pod']],
    ['kubelet이', ['why-kubernetes/self-healing/#probes', 'containers/docker/#runtime']],
    ['네임스페이스', ['containers/isolation/#namespaces']],
    ['메모리 제한', ['containers/isolation/#cgroups']],
    ['이미지를 내려받기', ['containers/docker/#image-pull']],
    ['imagePullPolicy', ['containers/docker/#image-pull']],
    ['준비성 프로브가 실패하면', ['why-kubernetes/self-healing/#probes']],
    ['노드가 꺼지면', ['why-kubernetes/self-healing/#node-failure', 'why-kubernetes/self-healing/']],
    ['확장하려면', ['why-kubernetes/autoscaling/#scale-out']],
    ['수평확장', ['why-kubernetes/autoscaling/#scale-out']],
    ['저절로 되돌리나요', ['why-kubernetes/rollouts/#undo']],
    ['스케줄러의', ['worker-nodes/services/#scheduler']],
    ['응답속도', ['worker-nodes/services/']],
  ])('“%s” has its section among the first', (query, expected) => {
    expect(urls('ko', query).slice(0, expected.length).sort()).toEqual([...expected].sort());
  });
});

describe('eighteen English queries', () => {
  it.each([
    ['container', ['containers/docker/#runtime', 'containers/isolation/']],
    ['container runtime', ['containers/docker/#runtime']],
    ['scaling', ['why-kubernetes/autoscaling/#scale-out']],
    ['scaled', ['why-kubernetes/autoscaling/#scale-out']],
    ['schedul', ['worker-nodes/services/#scheduler']],
    ['rolling update', ['why-kubernetes/rollouts/#rolling-update']],
    ['undo a rollout', ['why-kubernetes/rollouts/#undo']],
    ['what is a Pod', ['glossary/#pod']],
    ['imagePullPolicy', ['containers/docker/#image-pull']],
    ['pull policy', ['containers/docker/#image-pull']],
    ['ImagePullBackOff', ['containers/docker/#image-pull']],
    ['OOM', ['containers/isolation/#cgroups']],
    ['memory limits', ['containers/isolation/#cgroups']],
    ['readiness probe', ['why-kubernetes/self-healing/#probes']],
    ['evicted', ['why-kubernetes/self-healing/#node-failure']],
    ['kube-proxy', ['worker-nodes/services/', 'worker-nodes/services/#cluster-ip']],
    ['replicas', ['why-kubernetes/autoscaling/', 'why-kubernetes/autoscaling/#scale-out']],
    ['virtual machine', ['containers/isolation/#namespaces']],
  ])('“%s” has its section among the first', (query, expected) => {
    expect(urls('en', query).slice(0, expected.length).sort()).toEqual([...expected].sort());
  });
});

describe('search', () => {
  it('finds the same with any particle', () => {
    for (const particle of ['를', '가', '는', '의', '에서', '에서는', '와', '까지', '입니다'])
      expect(urls('ko', `컨테이너${particle}`)).toEqual(urls('ko', '컨테이너'));
  });

  it('does not take half a word for the word: 타임아웃 is no hit for 런타임', () => {
    expect(urls('ko', '런타임')).not.toContain('why-kubernetes/self-healing/#probes');
  });

  it.each([
    ['kubelt', 'why-kubernetes/self-healing/#probes'],
    ['schedular', 'worker-nodes/services/#scheduler'],
    ['contaner', 'containers/isolation/'],
    ['readyness', 'why-kubernetes/self-healing/#probes'],
  ])('forgives a wrong letter: %s', (query, expected) => {
    expect(urls('en', query)).toContain(expected);
  });

  it('does not take a short word, nor a word that is known, for another one', () => {
    expect(urls('en', 'pos')).toEqual([]);
    expect(urls('en', 'leave')).toContain('why-kubernetes/self-healing/#probes');
    expect(urls('en', 'leave')).not.toContain('why-kubernetes/self-healing/#node-failure');
  });

  it('keeps hits with half of the query unless they are faint', () => {
    expect(urls('ko', '노드가 꺼지면')).toContain('worker-nodes/services/#scheduler');
    expect(urls('en', 'kube-proxy')).not.toContain('containers/docker/#runtime');
  });

  it('puts a section whose heading has the word before those that only mention it', () => {
    expect(urls('en', 'probes')[0]).toBe('why-kubernetes/self-healing/#probes');
    expect(urls('ko', '파드')[0]).toBe('glossary/#pod');
  });

  it('puts sections with all words first and drops those with few of them', () => {
    const hits = find('en', 'kubelet restarts container');
    expect(hits[0]?.url).toBe('/en/why-kubernetes/self-healing/#probes');
    expect(hits.map((hit) => hit.url)).not.toContain('/en/containers/isolation/');
  });

  it('answers while the first syllable or letters are typed', () => {
    expect(urls('ko', '컨')).toContain('containers/docker/#runtime');
    expect(urls('en', 'sch')).toContain('worker-nodes/services/#scheduler');
  });

  it('finds a term by its name in the other language', () => {
    expect(urls('ko', 'Pod')[0]).toBe('glossary/#pod');
    expect(urls('en', '파드')).toEqual(['glossary/#pod']);
  });

  it('finds nothing for nothing and for what is not there', () => {
    expect(find('ko', ' ')).toEqual([]);
    expect(find('ko', '오케스트라')).toEqual([]);
    expect(find('en', 'zebra')).toEqual([]);
  });

  it('says lesson, heading and the beginning of the section, and marks what matched without its particle', () => {
    const [hit] = find('ko', '이미지를');
    expect(hit?.lessonTitle.text).toBe('2.2 이미지에서 실행까지');
    expect(hit && marked(hit.lessonTitle)).toEqual(['이미지']);
    const runtime = find('ko', '컨테이너').find((each) => each.url.endsWith('#runtime'));
    expect(runtime?.heading.text).toBe('컨테이너런타임');
    expect(runtime && marked(runtime.heading)).toEqual(['컨테이너']);
    expect(runtime && marked(runtime.snippet)).toEqual(['컨테이너']);
    const fuzzy = find('en', 'schedular')[0];
    expect(fuzzy && marked(fuzzy.heading)).toEqual(['scheduler']);
  });

  it('leads to the top of a lesson without a fragment, with no heading of its own', () => {
    const top = find('en', 'autoscaling')[0];
    expect(top).toMatchObject({ url: '/en/why-kubernetes/autoscaling/', heading: { text: '' } });
    expect(top?.lessonTitle.text).toBe('4.3 Autoscaling');
  });

  it('cuts long snippets between words', () => {
    const snippets = locales.flatMap((locale) => indexes[locale].documents.map((each) => each.snippet));
    expect(snippets.some((snippet) => snippet.endsWith('…'))).toBe(true);
    for (const snippet of snippets) expect(snippet.length).toBeLessThanOrEqual(129);
    for (const snippet of snippets) expect(snippet).not.toMatch(/\s…$/);
  });

  it('leaves out a lesson that does not compile', () => {
    const fewer = new Map([...lessons].filter(([id]) => id !== 'containers/docker'));
    const index = readIndex(buildIndex(course, fewer, 'en'));
    expect(search(index, 'runtime')).toEqual([]);
    expect(search(index, 'namespaces')[0]?.url).toBe('/en/containers/isolation/#namespaces');
  });

  it('reads an index of nothing and refuses what is no index', () => {
    expect(search(readIndex(buildIndexOf([], 'en')), 'pod')).toEqual([]);
    expect(() => readIndex('<!doctype html>')).toThrow();
    expect(() => readIndex('{}')).toThrow();
  });

  it('keeps every document apart in an index of hundreds, whose gaps cross the backslash', () => {
    const documents: SearchDocument[] = Array.from({ length: 400 }, (_, id) => ({
      url: `/en/a/b${id}/`,
      place: `${id}`,
      heading: '',
      alias: '',
      text: `word${id} ${id % 57 === 1 ? 'rare' : ''} ${id % 200 === 57 ? 'rarer' : ''} common`,
    }));
    const index = readIndex(buildIndexOf(documents, 'en'));
    const found = (query: string) => search(index, query, 400).map((hit) => hit.url);
    expect(found('word399')).toEqual(['/en/a/b399/']);
    expect(new Set(found('common')).size).toBe(400);
    expect(found('rarer')).toEqual(['/en/a/b57/', '/en/a/b257/']);
    expect(found('rare').filter((url) => !['/en/a/b57/', '/en/a/b257/'].includes(url))).toEqual(
      [1, 58, 115, 172, 229, 286, 343].map((id) => `/en/a/b${id}/`),
    );
  });
});

describe('the size of an index', () => {
  /** Words by rank as prose has them: the nth word comes up 1/n as often as the first. Seeded. */
  function prose(locale: 'ko' | 'en'): SearchDocument[] {
    let seed = 7;
    const random = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed / 2 ** 32;
    };
    const pick = <Item>(items: readonly Item[]): Item => {
      const item = items[Math.floor(random() * items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    };
    const byRank = (count: number) => Math.floor(count ** random()) - 1;
    const syllables =
      locale === 'ko'
        ? [
            ...'가나다라마바사아자차카타파하고노도로모보소오조초코토기니디리미비시이지치스트크드너더버서어저전정성상장관',
          ]
        : ['ta', 'ro', 'men', 'con', 'ser', 'vi', 'po', 'lu', 'ne', 'stra', 'ble', 'pri', 'ca', 'di', 'ter'];
    const endings =
      locale === 'ko'
        ? ['', '을', '를', '이', '가', '은', '는', '의', '에', '에서', '합니다.']
        : ['', 's', 'ed', 'ing'];
    const stems = Array.from({ length: 2000 }, () =>
      Array.from({ length: 2 + Math.floor(random() ** 2 * 3) }, () => pick(syllables)).join(''),
    );
    return Array.from({ length: 24 * 8 }, (_, id) => {
      const lesson = Math.floor(id / 8);
      // Half of a lesson's words come from its own topic.
      const word = () => {
        const rank = random() < 0.5 ? byRank(2000) : (lesson * 83 + byRank(160)) % 2000;
        return `${stems[rank]}${pick(endings)}`;
      };
      const fragment = id % 8 === 0 ? '' : `#section-${id % 8}`;
      return {
        url: `/${locale}/chapter-${lesson >> 2}/lesson-${lesson}/${fragment}`,
        place: `${(lesson >> 2) + 1}.${(lesson % 4) + 1} ${stems[lesson * 83]}`,
        heading: fragment && `${word()} ${word()}`,
        alias: '',
        text: Array.from({ length: 187 }, word).join(' '),
      };
    });
  }

  it.each(locales)('of 24 lessons × 8 sections × 1,500 words is printed (%s)', (locale) => {
    const documents = prose(locale);
    const json = buildIndexOf(documents, locale);
    const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
    console.log(
      `search index ${locale}: ${kib(Buffer.byteLength(json))} raw, ${kib(brotliCompressSync(json).length)} br`,
    );
    expect(readIndex(json).documents).toHaveLength(192);
  });
});
