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
  const { depth } = heading;
  if (depth === 1) {
    report(
      findings,
      place,
      `a second title: \`# ${text}\``,
      'the title stands in the front matter; begin with `##`',
    );
    return;
  }
  if (depth > 3) {
    report(
      findings,
      place,
      `a heading of depth ${depth}: “${text}”`,
      'go down to `###` at most, or make two lessons of it',
    );
    return;
  }
  if (id === null) {
    report(
      findings,
      place,
      `heading “${text}” has no id`,
      `write one at its end, the same in both languages: \`${'#'.repeat(depth)} ${text} {/*my-id*/}\``,
    );
    return;
  }
  if (!kebabCase.test(id)) {
    report(
      findings,
      place,
      `heading id \`${id}\``,
      'write it in kebab-case: small letters, digits and single hyphens',
    );
    return;
  }
  const first = findings.headings.find((other) => other.id === id);
  if (first)
    report(
      findings,
      place,
      `heading id \`${id}\` a second time (first on line ${first.line})`,
      'give one of the two another id, in both languages',
    );
  heading.data = { ...heading.data, hProperties: { id } };
  findings.headings.push({ id, depth: depth === 2 ? 2 : 3, text, line: place.line, column: place.column });
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
