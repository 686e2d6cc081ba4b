import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { readCourse } from '@/lib/course/read/read-course';

export const monolith = 'content/01-architecture/01-monolith';
export const services = 'content/01-architecture/02-microservices';
export const ko = `${monolith}/ko.mdx`;
export const en = `${monolith}/en.mdx`;
export const quiz = `${monolith}/quiz.yaml`;
export const lab = `${monolith}/lab.yaml`;

/** A whole course without a mistake: one chapter of two lessons. */
const files: Readonly<Record<string, string>> = {
  'content/facts.yaml': `facts:
  - id: crash-back-off
    value: 10
    unit: { ko: 초, en: s }
    about: { ko: 다시 시작하기 전에 기다리는 시간, en: the wait before a restart }
    since: "1.0"
    source: https://kubernetes.io/docs/
    checked: 2026-11-01
`,
  'content/glossary.yaml': `terms:
  - id: replica
    ko: { name: 레플리카, definition: 똑같은 복사본 하나입니다. }
    en: { name: replica, definition: One of several equal copies. }
`,
  'content/misconceptions.yaml': `misconceptions:
  - id: M3
    belief: { ko: 모놀리스는 확장할 수 없다., en: A monolith cannot scale. }
    truth: { ko: 통째로 확장할 수 있습니다., en: It scales as a whole. }
`,
  'content/01-architecture/chapter.yaml': `title: { ko: 구조, en: Architecture }
summary: { ko: 하나와 여럿, en: One and many }
`,
  [ko]: `---
title: 모놀리스
summary: 하나의 프로그램입니다.
objectives:
  - 확장 방법을 설명할 수 있습니다.
minutes: 10
---

<Intro>
검색만 느립니다.
</Intro>

## 확장하기 {/*scaling*/}

<Term id="replica">레플리카</Term>를 늘립니다. <Fact id="crash-back-off" />를 기다립니다.

<Predict id="more-replicas" />

<Model id="busy">검색이 바쁩니다.</Model>

![상점 그림](./shop.svg)

### 해 보기 {/*try-it*/}

[다음 레슨](/architecture/microservices/#splitting)과 [위](#scaling), [용어](/glossary/#replica)를 보세요.

<Try id="calm-search" />

<Misconception id="M3">
다섯 개가 되었습니다.
</Misconception>

<Quiz ids="scale-what" />
`,
  [en]: `---
title: The monolith
summary: One program.
objectives:
  - You can say how it scales.
minutes: 10
---

<Intro>
Only search is slow.
</Intro>

## Scaling {/*scaling*/}

You add a <Term id="replica">replica</Term>. You wait <Fact id="crash-back-off" />.

<Predict id="more-replicas" />

<Model id="busy">Search is busy.</Model>

![The shop](./shop.svg)

### Try it {/*try-it*/}

See [the next lesson](/architecture/microservices/#splitting), [above](#scaling) and [the words](/glossary/#replica).

<Try id="calm-search" />

<Misconception id="M3">
There were five.
</Misconception>

<Quiz ids="scale-what" />
`,
  [`${monolith}/shop.svg`]: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"></svg>\n',
  [quiz]: `questions:
  - id: scale-what
    type: single
    prompt: { ko: 무엇이 늘어납니까?, en: What is copied? }
    choices:
      - id: everything
        text: { ko: 모두, en: Everything }
        correct: true
        why: { ko: 한 덩어리입니다., en: It is one piece. }
      - id: nothing
        text: { ko: 없음, en: Nothing }
        why: { ko: 늘어납니다., en: It does scale. }
        misconception: M3
  - id: more-replicas
    type: predict
    prompt: { ko: 어떻게 됩니까?, en: What happens? }
    experiment:
      scenario: busy
      inputs:
        - atSeconds: 0
          set: { replicas: { monolith: 3 } }
      seconds: 10
    choices:
      - id: calmer
        text: { ko: 나아집니다., en: It calms down. }
        why: { ko: 셋이 나눕니다., en: Three share it. }
        holds: [{ measure: monolith.totals.replicas, equals: 3 }]
      - id: same
        text: { ko: 그대로입니다., en: Nothing changes. }
        why: { ko: 나눕니다., en: They share it. }
        holds: [{ measure: monolith.totals.replicas, equals: 1 }]
`,
  [lab]: `model: shop
scenarios:
  - id: busy
    title: { ko: 바쁜 검색, en: Busy search }
    start:
      run: monolith
      load: { search: 30 }
    controls: [load, replicas]
    panels: [picture, figures]
tasks:
  - id: calm-search
    scenario: busy
    text: { ko: 진정시키세요., en: Calm it down. }
    goals:
      - id: two
        text: { ko: 둘 이상, en: Two or more }
        claim: { measure: monolith.totals.replicas, above: 1 }
        unmet: { ko: 하나뿐입니다., en: There is one. }
    hints:
      - { ko: 그림을 보세요., en: Look at the picture. }
      - { ko: 개수를 보세요., en: Look at the number. }
      - { ko: 늘리세요., en: Raise it. }
    solutions:
      - id: add
        inputs: [{ atSeconds: 0, set: { replicas: { monolith: 2 } } }]
        seconds: 30
    mistakes:
      - id: rebuild
        inputs: [{ atSeconds: 0, act: change, on: search }]
        seconds: 30
        unmet: two
        why: { ko: 그대로 하나입니다., en: Still one. }
`,
  [`${services}/ko.mdx`]: `---
title: 마이크로서비스
summary: 여러 프로그램입니다.
objectives: [나눌 때를 압니다.]
minutes: 12
prerequisites: [architecture/monolith]
---

## 나누기 {/*splitting*/}

따로 늘립니다.
`,
  [`${services}/en.mdx`]: `---
title: Microservices
summary: Many programs.
objectives: [You know when to split.]
minutes: 12
prerequisites: [architecture/monolith]
---

## Splitting {/*splitting*/}

Each scales alone.
`,
};

type Change = string | Buffer | null | ((text: string) => string);

const roots: string[] = [];

afterEach(async () => {
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true, force: true })));
});

export interface Written {
  readonly root: string;
  readonly texts: Readonly<Record<string, string>>;
  /** What is expected of a problem at the first place `needle` stands at in `file` (a RegExp in words found and fix). */
  at(file: string, needle: string, found: RegExp, fix: RegExp): unknown;
}

/** Writes the small course to a folder of its own, with some files changed, added, or (null) left out. */
export async function smallCourse(changes: Readonly<Record<string, Change>> = {}): Promise<Written> {
  const root = await mkdtemp(join(tmpdir(), 'small-course-'));
  roots.push(root);
  const texts: Record<string, string> = {};
  for (const file of new Set([...Object.keys(files), ...Object.keys(changes)])) {
    const change = file in changes ? changes[file] : files[file];
    const content = typeof change === 'function' ? changed(file, files[file] ?? '', change) : change;
    if (content === null || content === undefined) continue;
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
    texts[file] = content.toString();
  }
  return {
    root,
    texts,
    at: (file, needle, found, fix) => expectedAt(file, texts[file] ?? '', needle, found, fix),
  };
}

/** A change that changes nothing would let a test pass for the wrong reason. */
function changed(file: string, before: string, change: (text: string) => string): string {
  const after = change(before);
  if (after === before) throw new Error(`the change must alter ${file}, found it left the file as it was`);
  return after;
}

export async function problemsOf(course: Written) {
  return (await readCourse(course.root)).problems;
}

function expectedAt(file: string, text: string, needle: string, found: RegExp, fix: RegExp): unknown {
  const index = text.indexOf(needle);
  if (index < 0) throw new Error(`${file} must hold "${needle}"`);
  const before = text.slice(0, index).split('\n');
  return problem(file, before.length, (before.at(-1) ?? '').length + 1, found, fix);
}

export function problem(file: string, line: number, column: number, found: RegExp, fix: RegExp): unknown {
  return { file, line, column, found: expect.stringMatching(found), fix: expect.stringMatching(fix) };
}

export const replace = (from: string, to: string) => (text: string) => text.replace(from, to);
export const replaceAll = (from: string, to: string) => (text: string) => text.replaceAll(from, to);
export const append = (more: string) => (text: string) => `${text}\n${more}\n`;

/** The same change in both languages, so that only the mistake itself is reported. */
export const both = (change: (text: string) => string) => ({ [ko]: change, [en]: change });
