/**
 * Everything a lesson may say beyond Markdown. Lessons import nothing and write no expressions; a tag takes plain
 * string props. `refers` names what an id must exist in. components/mdx holds one component for each row.
 */
export interface Tag {
  /** Required string props. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Prop → the list its id (or space-separated ids) must be found in. */
  readonly refers: Readonly<
    Record<
      string,
      'question' | 'prediction' | 'scenario' | 'task' | 'term' | 'fact' | 'misconception' | 'image'
    >
  >;
  /** Whether something must, may or must not stand between the opening and the closing tag. */
  readonly children: 'required' | 'optional' | 'none';
}

const tag = (
  children: Tag['children'],
  required: readonly string[] = [],
  refers: Tag['refers'] = {},
  optional: readonly string[] = [],
): Tag => ({
  required,
  optional,
  refers,
  children,
});

export const vocabulary = {
  Intro: tag('required'),
  Objectives: tag('none'),
  Note: tag('required', [], {}, ['title']),
  Warning: tag('required', [], {}, ['title']),
  DeepDive: tag('required', ['title']),
  Misconception: tag('required', ['id'], { id: 'misconception' }),
  Predict: tag('none', ['id'], { id: 'prediction' }),
  Model: tag('optional', ['id'], { id: 'scenario' }),
  Steps: tag('required'),
  Try: tag('none', ['id'], { id: 'task' }),
  Quiz: tag('none', ['ids'], { ids: 'question' }),
  Figure: tag('optional', ['src', 'alt'], { src: 'image' }),
  Term: tag('required', ['id'], { id: 'term' }),
  Fact: tag('none', ['id'], { id: 'fact' }),
  Recap: tag('required'),
} as const satisfies Record<string, Tag>;

export type TagName = keyof typeof vocabulary;
