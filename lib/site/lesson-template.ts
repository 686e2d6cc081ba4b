const ko = `---
title: 새 레슨
summary: 이 레슨이 무엇을 가르치는지 한 문장으로 씁니다.
objectives:
  - 이 레슨을 마치면 할 수 있는 일을 씁니다.
minutes: 10
prerequisites: []
sources: []
---

<Intro>
독자가 눈으로 볼 수 있는 문제에서 시작합니다.
</Intro>

<Objectives />

## 첫 번째 생각 {/*first-idea*/}

한 화면에 한 가지 생각만 씁니다.

<Quiz ids="first-question" />

<Recap>
기억할 것을 한두 문장으로 씁니다.
</Recap>
`;

const en = `---
title: A new lesson
summary: Say in one sentence what this lesson teaches.
objectives:
  - Say what the reader can do after it.
minutes: 10
prerequisites: []
sources: []
---

<Intro>
Begin with a problem the reader can see.
</Intro>

<Objectives />

## The first idea {/*first-idea*/}

One idea a screen.

<Quiz ids="first-question" />

<Recap>
Say in a sentence or two what to keep.
</Recap>
`;

const quiz = `# Every choice says why, in both languages; a wrong one may name a misconception of content/misconceptions.yaml.
questions:
  - id: first-question
    type: single
    prompt:
      ko: 무엇이 일어납니까? 왜 그렇습니까?
      en: What happens, and why?
    choices:
      - id: right
        text: { ko: 맞는 답, en: The right answer }
        correct: true
        why:
          ko: 왜 맞는지 씁니다.
          en: Say why it is right.
      - id: tempting
        text: { ko: 그럴듯한 답, en: A tempting answer }
        why:
          ko: 왜 그럴듯하고 왜 틀렸는지 씁니다.
          en: Say why it is tempting, and why it is wrong.
`;

const lab = `# The figures of this lesson. Show one with <Model id="first-figure" /> in both languages; without figures, remove this file.
model: shop
scenarios:
  - id: first-figure
    title:
      ko: 상점
      en: The shop
    start:
      run: monolith
    controls: [load]
    panels: [picture, figures]
`;

/** The files of a new lesson by name: valid as they are, so that the author changes one thing at a time. */
export const lessonTemplate: Readonly<Record<string, string>> = {
  'ko.mdx': ko,
  'en.mdx': en,
  'quiz.yaml': quiz,
  'lab.yaml': lab,
};
