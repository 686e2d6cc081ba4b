import { describe, expect, it } from 'vitest';
import { inlineMarkdown, inlineText } from '../../lib/course/quiz/inline-markdown';
import { viewPrediction } from '../../lib/course/quiz/view';
import { labFile } from '../../lib/course/schema/lab';
import { question } from '../../lib/course/schema/quiz';
import { allViews, viewOf } from './quiz-questions';

describe('inline Markdown', () => {
  it('knows code and bold, and nothing else', () => {
    expect(inlineMarkdown('`a` **b** _c_ [d](e) # f')).toBe(
      '<code>a</code> <strong>b</strong> _c_ [d](e) # f',
    );
  });

  it('closes bold between a bracket or a backtick and a Hangul letter', () => {
    expect(inlineMarkdown('**정확히(exactly)**는')).toBe('<strong>정확히(exactly)</strong>는');
    expect(inlineMarkdown('**`replicas`**를')).toBe('<strong><code>replicas</code></strong>를');
  });

  it('leaves asterisks inside code, and an unclosed mark, as they are', () => {
    expect(inlineMarkdown('`2**3**4` and **open and `tick')).toBe(
      '<code>2**3**4</code> and **open and `tick',
    );
  });

  it('escapes HTML everywhere', () => {
    expect(inlineMarkdown('<b> `<i>` **"&"**')).toBe(
      '&lt;b&gt; <code>&lt;i&gt;</code> <strong>&quot;&amp;&quot;</strong>',
    );
  });

  it('breaks the line where a paragraph ends', () => {
    expect(inlineMarkdown('one\n\ntwo\nstill two')).toBe('one<br><br>two\nstill two');
  });

  it('reads as plain text', () => {
    expect(inlineText('`a` **b `c`** <d>')).toBe('a b c <d>');
  });
});

describe('a question’s view', () => {
  it('holds one language only, and is plain data', () => {
    for (const view of allViews('en')) {
      const text = JSON.stringify(view);
      expect(text).not.toMatch(/[가-힣]/);
      expect(JSON.parse(text)).toEqual(view);
    }
    expect(viewOf('single', 'ko').prompt).toBe(
      '검색만 느립니다. <code>monolith</code>는 <strong>무엇을</strong> 늘립니까?',
    );
  });

  it('counts rights that read alike as one', () => {
    const view = viewOf('match');
    expect(view.type === 'match' && view.rights.map(({ text }) => text)).toEqual([
      'Orders team',
      'Payments team',
      'Search team',
    ]);
  });
});

describe('a prediction’s view', () => {
  const both = (text: string) => ({ ko: text, en: text });
  const choice = (id: string, equals: number) => ({
    id,
    text: both(id),
    why: both('why'),
    holds: [{ measure: 'nowMs', equals }],
  });
  const prediction = question.parse({
    id: 'p',
    type: 'predict',
    prompt: both('?'),
    experiment: { scenario: 'calm', seconds: 1 },
    choices: [choice('a', 1), choice('b', 2)],
  });
  const lab = (scenario: string) =>
    labFile.parse({
      model: 'shop',
      scenarios: [
        { id: scenario, title: both('t'), start: { run: 'monolith' }, warmUpSeconds: 5, panels: ['picture'] },
      ],
    });
  if (prediction.type !== 'predict') throw new Error('a prediction was wanted');

  it('carries all that its run needs, and no key', () => {
    const view = viewPrediction(prediction, [lab('other'), lab('calm')], 'ko');
    expect(view.scenario).toEqual({ start: { run: 'monolith' }, warmUpSeconds: 5 });
    expect(view.choices[0]).toMatchObject({ id: 'a', holds: [{ measure: 'nowMs', equals: 1 }] });
    expect(JSON.stringify(view)).not.toContain('correct');
  });

  it('names the scenario that no lab has', () => {
    expect(() => viewPrediction(prediction, [lab('other')], 'ko')).toThrow(/"p".*"calm"/);
  });
});
