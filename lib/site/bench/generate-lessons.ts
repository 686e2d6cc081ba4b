import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../../i18n/locale';

const lessonsPerChapter = 20;
const sectionsPerLesson = 8;
const sentencesPerParagraph = 6;

const words: Record<Locale, readonly string[]> = {
  ko: '클러스터는 원하는 상태를 적어 두고 컨트롤러가 그 차이를 줄입니다 노드에서 파드가 시작되면 서비스가 요청을 나누어 보내고 스케줄러는 자리를 고릅니다'.split(
    ' ',
  ),
  en: 'a controller watches the desired state and closes the gap while the scheduler chooses a node for every pod and a service spreads requests over them'.split(
    ' ',
  ),
};

/** Writes `count` lessons in both languages (about 1,000 words, 8 code blocks and a quiz of 3 each) as chapters 50 and up. */
export function generateLessons(content: string, count: number): void {
  for (let lesson = 0; lesson < count; lesson++) {
    const chapter = join(
      content,
      `${50 + Math.floor(lesson / lessonsPerChapter)}-generated-${Math.floor(lesson / lessonsPerChapter)}`,
    );
    if (lesson % lessonsPerChapter === 0) {
      mkdirSync(chapter, { recursive: true });
      writeFileSync(
        join(chapter, 'chapter.yaml'),
        'title: { ko: 만든 장, en: A generated chapter }\nsummary: { ko: 재려고 만들었습니다., en: Made for measuring. }\n',
      );
    }
    const folder = join(
      chapter,
      `${String((lesson % lessonsPerChapter) + 1).padStart(2, '0')}-lesson-${lesson}`,
    );
    mkdirSync(folder);
    for (const locale of ['ko', 'en'] as const)
      writeFileSync(join(folder, `${locale}.mdx`), lessonText(locale, lesson));
    writeFileSync(join(folder, 'quiz.yaml'), quizText());
  }
}

/** Every lesson differs from every other, so that nothing is compiled or compressed twice for free. */
function lessonText(locale: Locale, lesson: number): string {
  const paragraph = (seed: number) =>
    Array.from(
      { length: sentencesPerParagraph },
      (_, sentence) => `${sentenceOf(locale, seed * 31 + sentence)} ${lesson}.${seed}.`,
    ).join(' ');
  const sections = Array.from(
    { length: sectionsPerLesson },
    (_, section) => `## ${sentenceOf(locale, section).slice(0, 40)} {/*part-${section}*/}

${paragraph(lesson * 97 + section)}

\`\`\`yaml title="pod-${section}.yaml" {2}
apiVersion: v1
kind: Pod
metadata:
  name: web-${lesson}-${section}
spec:
  containers:
    - name: web
      image: registry.example/web:1.${section}
\`\`\`

${paragraph(lesson * 89 + section + 1000)}
`,
  );
  const title = locale === 'ko' ? `만든 단원 ${lesson}` : `Generated lesson ${lesson}`;
  return `---
title: ${title}
summary: ${sentenceOf(locale, lesson)}
objectives:
  - ${sentenceOf(locale, lesson + 1)}
minutes: 10
---

<Intro>
${sentenceOf(locale, lesson + 2)}
</Intro>

<Objectives />

${sections.join('\n')}
<Quiz ids="one two three" />

<Recap>
${sentenceOf(locale, lesson + 3)}
</Recap>
`;
}

function sentenceOf(locale: Locale, seed: number): string {
  const list = words[locale];
  return Array.from(
    { length: 10 },
    (_, word) => list[(seed * 7 + word * (1 + (seed % 5))) % list.length],
  ).join(' ');
}

function quizText(): string {
  const question = (id: string) => `  - id: ${id}
    type: single
    prompt: { ko: 무엇이 맞습니까?, en: What is right? }
    choices:
      - { id: a, text: { ko: 가, en: A }, correct: true, why: { ko: 그렇습니다., en: It is so. } }
      - { id: b, text: { ko: 나, en: B }, why: { ko: 아닙니다., en: It is not. } }
`;
  return `questions:\n${['one', 'two', 'three'].map(question).join('')}`;
}
