import type { Nodes, Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import type { Section } from '../course.types';

/** Nodes that hold blocks; their blocks must not run together when they become plain text. */
const holders = new Set<Nodes['type']>([
  'root',
  'blockquote',
  'list',
  'listItem',
  'table',
  'tableRow',
  'mdxJsxFlowElement',
  'footnoteDefinition',
]);

/** `# [!code ++]` at the end of a line marks it for the highlighter; no reader sees it. */
const codeMark = /\S+\s*\[!code [^\]]*\]/g;

/** The lesson as plain text, cut at its headings, for search. Runs after headings have lost their id comments. */
export function sectionsOf(tree: Root): Section[] {
  const sections: { id: string; title: string; text: string[] }[] = [{ id: '', title: '', text: [] }];
  const walk = (node: Nodes): void => {
    if (node.type === 'heading') {
      const id = node.data?.hProperties?.id;
      sections.push({ id: typeof id === 'string' ? id : '', title: plainText(node).trim(), text: [] });
    } else if (holders.has(node.type) && 'children' in node) {
      for (const child of node.children) walk(child);
    } else {
      sections.at(-1)?.text.push(plainText(node).replace(codeMark, '').replace(/\s+/g, ' ').trim());
    }
  };
  walk(tree);
  return sections
    .map(({ id, title, text }) => ({ id, title, text: text.filter((piece) => piece !== '').join(' ') }))
    .filter((section) => section.id !== '' || section.text !== '');
}
