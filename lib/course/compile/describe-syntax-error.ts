import type { Place } from '../problem';

/** What the MDX parser says: a reason in its own jargon, and a place that may be missing or beside the point. */
export interface SyntaxReason {
  readonly reason: string;
  readonly place: Place | null;
}

interface Rule {
  readonly pattern: RegExp;
  readonly found: (match: RegExpExecArray) => string;
  readonly fix: (match: RegExpExecArray) => string;
  /** Where the author must go: the place named in the text, or the last such sign before the parser's place. */
  readonly at?: 'named' | '<' | '{';
}

const rules: readonly Rule[] = [
  {
    pattern: /Expected a closing tag for `<(\w*)>` \((\d+):(\d+)/,
    found: ([, tag]) => `\`<${tag}>\` is opened here and never closed`,
    fix: ([, tag]) =>
      `write \`</${tag}>\` after its text, with empty lines around both; or \`<${tag} … />\` if nothing stands inside`,
    at: 'named',
  },
  {
    pattern: /Unexpected closing tag `<\/(\w*)>`, expected corresponding closing tag for `<(\w*)>` \((\d+)/,
    found: ([, tag, open, line]) =>
      `\`</${tag}>\` closes nothing: \`<${open}>\` of line ${line} is still open`,
    fix: ([, , open]) => `write \`</${open}>\` first`,
  },
  {
    pattern: /Unexpected closing slash `\/` in tag|Unexpected closing tag/,
    found: () => 'a closing tag without an opening one',
    fix: () => 'remove it, or write the opening tag before it',
    at: '<',
  },
  {
    pattern: /to create a comment in MDX/,
    found: () => 'an HTML comment `<!--`',
    fix: () => 'write a comment as `{/* … */}`',
    at: '<',
  },
  {
    pattern: /to create a link in MDX/,
    found: () => 'an address between `<` and `>`',
    fix: () => 'write `[text](https://…)`',
    at: '<',
  },
  {
    pattern: /before attribute value/,
    found: () => 'a prop without quotes',
    fix: () => 'write its text between double quotes: name="text"',
  },
  {
    pattern: /Unexpected end of file.*(attribute|name|tag|quote)|Unexpected lazy line/,
    found: () => 'a tag that is not finished',
    fix: () => 'close its quotes and write `>` or `/>`',
    at: '<',
  },
  {
    pattern: /Unexpected character `(.+?)` \([^)]*\) (?:before|in|after) (?:name|local name|member name)/,
    found: ([, sign]) => `\`<\` before \`${sign}\`: MDX takes it for the beginning of a tag`,
    fix: () => 'write `\\<`, or put it in backticks',
    at: '<',
  },
  {
    pattern: /Unexpected character/,
    found: () => 'a tag that is not written right',
    fix: () => 'write it as `<Tag name="text">` or `<Tag name="text" />`',
    at: '<',
  },
  {
    pattern: /Could not parse import\/exports/,
    found: () => 'a line that begins with `import` or `export`',
    fix: () =>
      'lessons import nothing: remove the line; if it is prose, let the line begin with another word',
  },
  {
    pattern: /in expression|parse expression/,
    found: () => 'a brace `{` that MDX takes for code',
    fix: () =>
      'for a brace in the text write `\\{`, or put it in backticks; a heading id is written `{/*my-id*/}`',
    at: '{',
  },
];

/** The parser's reason in an author's words, at the place the author must mend. */
export function describeSyntaxError(
  body: string,
  { reason, place }: SyntaxReason,
): Place & { found: string; fix: string } {
  for (const { pattern, found, fix, at } of rules) {
    const match = pattern.exec(reason);
    if (match) return { ...placeFor(at, match, body, place), found: found(match), fix: fix(match) };
  }
  return {
    ...(place ?? { line: 1, column: 1 }),
    found: `this is not MDX: ${reason}`,
    fix: 'look for an unclosed tag, brace or quote just before this place',
  };
}

function placeFor(at: Rule['at'], match: RegExpExecArray, body: string, place: Place | null): Place {
  if (at === 'named') return { line: Number(match[2]), column: Number(match[3]) };
  const known = place ?? { line: 1, column: 1 };
  if (at === undefined) return { line: known.line, column: known.column };
  const lines = body.split('\n').slice(0, known.line);
  lines.push((lines.pop() ?? '').slice(0, known.column));
  for (let index = lines.length - 1; index >= 0; index--) {
    const column = (lines[index] ?? '').lastIndexOf(at);
    if (column >= 0) return { line: index + 1, column: column + 1 };
  }
  return { line: known.line, column: known.column };
}
