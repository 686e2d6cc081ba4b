import type { Heading } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { type Findings, placeOf, report } from './findings';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const comment = /^\s*\/\*\s*(.*?)\s*\*\/\s*$/s;

/**
 * `## Title {/*my-id*\/}`: moves the hand-written id out of the text into the heading's `id`. Ids are written by hand
 * because links, stored progress and both languages hold on to them while titles change.
 */
export function takeHeading(findings: Findings, heading: Heading): void {
  const place = placeOf(heading);
  const id = cutId(heading);
  const text = plainText(heading).trim();
  const mistake = formMistake(heading.depth, text, id);
  if (mistake || id === null) {
    if (mistake) report(findings, place, mistake.found, mistake.fix);
    return;
  }
  const first = findings.headings.find((other) => other.id === id);
  if (first) {
    const found = `heading id \`${id}\` a second time (first on line ${first.line})`;
    report(findings, place, found, 'give one of the two another id, in both languages');
  }
  heading.data = { ...heading.data, hProperties: { id } };
  const depth = heading.depth === 2 ? 2 : 3;
  findings.headings.push({ id, depth, text, line: place.line, column: place.column });
}

function formMistake(depth: number, text: string, id: string | null): { found: string; fix: string } | null {
  if (depth === 1) {
    return {
      found: `a second title: \`# ${text}\``,
      fix: 'the title stands in the front matter; begin with `##`',
    };
  }
  if (depth > 3) {
    return {
      found: `a heading of depth ${depth}: “${text}”`,
      fix: 'go down to `###` at most, or make two lessons of it',
    };
  }
  if (id === null) {
    const form = `${'#'.repeat(depth)} ${text} {/*my-id*/}`;
    return {
      found: `heading “${text}” has no id`,
      fix: `write one at its end, the same in both languages: \`${form}\``,
    };
  }
  if (!kebabCase.test(id)) {
    return {
      found: `heading id \`${id}\``,
      fix: 'write it in kebab-case: small letters, digits and single hyphens',
    };
  }
  return null;
}

/** Removes the comment that carries the id, and the space before it; null when there is none. */
function cutId(heading: Heading): string | null {
  const last = heading.children.at(-1);
  const id = last?.type === 'mdxTextExpression' ? comment.exec(last.value)?.[1] : undefined;
  if (id === undefined) return null;
  heading.children.pop();
  const text = heading.children.at(-1);
  if (text?.type === 'text') text.value = text.value.trimEnd();
  return id;
}
