import type { Nodes } from 'mdast';
import { nearest } from '../nearest';
import type { Place } from '../problem';
import { type Findings, placeOf, report } from './findings';
import { takePicture } from './pictures';
import { type Tag, vocabulary } from './vocabulary';

export type TagElement = Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;
type Attribute = Extract<TagElement['attributes'][number], { type: 'mdxJsxAttribute' }>;

const tags = new Map<string, Tag>(Object.entries(vocabulary));

/** Tags that stand inside a sentence; all others stand on lines of their own. */
const inline = new Set(['Term', 'Fact']);

/** Holds a tag against the vocabulary and takes down the ids it names. */
export function checkTag(findings: Findings, element: TagElement): void {
  const name = element.name ?? '';
  const tag = tags.get(name);
  if (!tag) {
    const near = nearest(name, tags.keys());
    const fix = near
      ? `did you mean \`<${near}>\`? The tags are listed in content/README.md`
      : 'use a tag listed in content/README.md, or plain Markdown';
    report(findings, placeOf(element), `unknown tag \`<${name}>\``, fix);
    return;
  }
  findings.tags[name] = (findings.tags[name] ?? 0) + 1;
  checkPlacement(findings, element, name);
  checkChildren(findings, element, name, tag);
  const given = takeProps(findings, element, name, tag);
  for (const prop of tag.required) {
    if (given.has(prop)) continue;
    const isPictureText = prop === 'alt';
    report(
      findings,
      placeOf(element),
      isPictureText ? `\`<${name}>\` has no alternative text (\`alt\`)` : `\`<${name}>\` has no \`${prop}\``,
      isPictureText ? 'say in alt="…" what the picture shows' : `write \`<${name} ${prop}="…"\``,
    );
  }
}

function checkPlacement(findings: Findings, element: TagElement, name: string): void {
  if (element.type === 'mdxJsxFlowElement' || inline.has(name)) return;
  report(
    findings,
    placeOf(element),
    `\`<${name}>\` stands inside a sentence`,
    'put it on lines of its own, with an empty line before and after',
  );
}

function checkChildren(findings: Findings, element: TagElement, name: string, tag: Tag): void {
  const isEmpty = element.children.every((child) => child.type === 'text' && child.value.trim() === '');
  if (tag.children === 'required' && isEmpty) {
    report(
      findings,
      placeOf(element),
      `nothing stands between \`<${name}>\` and \`</${name}>\``,
      'write its text between the tags',
    );
  }
  if (tag.children === 'none' && !isEmpty) {
    report(
      findings,
      placeOf(element),
      `\`<${name}>\` has text between its tags`,
      `write it as one tag that closes itself: \`<${name} … />\``,
    );
  }
}

/** The props that are there; whatever a prop can be in MDX besides text is refused. */
function takeProps(findings: Findings, element: TagElement, name: string, tag: Tag): Set<string> {
  const known = [...tag.required, ...tag.optional];
  const given = new Set<string>();
  for (const attribute of element.attributes) {
    if (attribute.type !== 'mdxJsxAttribute') {
      report(
        findings,
        placeOf(attribute),
        `\`{${attribute.value}}\` among the props of \`<${name}>\``,
        'lessons write no expressions: write props as name="text"',
      );
      continue;
    }
    const prop = attribute.name;
    if (!known.includes(prop)) {
      const near = nearest(prop, known);
      // A misspelled prop is not missing as well.
      if (near) given.add(near);
      report(
        findings,
        placeOf(attribute),
        `unknown prop \`${prop}\` of \`<${name}>\``,
        propFix(name, near, known),
      );
      continue;
    }
    if (typeof attribute.value !== 'string') {
      given.add(prop);
      const found = `\`${prop}\` of \`<${name}>\` is not plain text`;
      report(findings, placeOf(attribute), found, `write ${prop}="…"`);
    } else if (attribute.value.trim() !== '') {
      given.add(prop);
      takeReferences(findings, name, tag, attribute, attribute.value);
    }
  }
  return given;
}

function propFix(name: string, near: string | null, known: readonly string[]): string {
  if (near) return `did you mean \`${near}\`?`;
  if (known.length === 0) return `\`<${name}>\` takes no props`;
  return `\`<${name}>\` takes ${known.map((each) => `\`${each}\``).join(', ')}`;
}

function takeReferences(
  findings: Findings,
  name: string,
  tag: Tag,
  attribute: Attribute,
  value: string,
): void {
  const kind = tag.refers[attribute.name];
  if (kind === undefined) return;
  if (kind === 'image') {
    attribute.value = takePicture(findings, value, name, placeOf(attribute));
    return;
  }
  for (const id of attribute.name === 'ids' ? value.trim().split(/\s+/) : [value.trim()]) {
    const { line, column } = placeInside(findings, attribute, id);
    findings.references.push({ kind, id, tag: name, line, column });
  }
}

/** Where an id stands within `ids="one two three"`, which may run over several lines. */
function placeInside(findings: Findings, attribute: Attribute, id: string): Place {
  const start = attribute.position?.start;
  if (start?.offset === undefined) return placeOf(attribute);
  const written = findings.lesson.body.slice(start.offset, attribute.position?.end.offset);
  const words = written.matchAll(/[^\s"']+/g);
  for (const word of words) {
    if (word.index <= attribute.name.length || word[0] !== id) continue;
    const before = written.slice(0, word.index).split('\n');
    const last = before.at(-1) ?? '';
    return {
      line: start.line + before.length - 1,
      column: before.length === 1 ? start.column + last.length : last.length + 1,
    };
  }
  return placeOf(attribute);
}
