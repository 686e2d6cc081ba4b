import {
  parseMetaHighlightString,
  transformerMetaHighlight,
  transformerNotationDiff,
  transformerNotationHighlight,
} from '@shikijs/transformers';
import type { Element, ElementContent, RootContent } from 'hast';
import {
  createCssVariablesTheme,
  createHighlighter,
  createJavaScriptRegexEngine,
  type Highlighter,
  hastToHtml,
  type ShikiTransformer,
} from 'shiki';

/** Languages a code block may name, besides `terminal`. Each is loaded when a lesson first uses it. */
export const languages = [
  'yaml',
  'bash',
  'json',
  'dockerfile',
  'ts',
  'tsx',
  'go',
  'diff',
  'text',
  'http',
  'sql',
  'python',
  'html',
  'css',
] as const;
export type Language = (typeof languages)[number];

/** Lines of one block, coloured: `<span class="line">` elements, without the line ends between them. */
export type Line = Element;

const theme = createCssVariablesTheme({ name: 'tokens', variablePrefix: '--shiki-', fontStyle: true });

// Making a highlighter costs more than a lesson's blocks: one serves the whole process. It holds grammars, no content.
let highlighter: Promise<Highlighter> | undefined;

async function highlighterWith(language: Language): Promise<Highlighter> {
  highlighter ??= createHighlighter({ themes: [theme], langs: [], engine: createJavaScriptRegexEngine() });
  const ready = await highlighter;
  if (language !== 'text') await ready.loadLanguage(language);
  return ready;
}

/**
 * Colours code. `meta` is what stands after the language in the fence; of it, `{1,3-4}` counts here. Colours are
 * classes (`tk-keyword`), never inline styles, which the site's policy forbids.
 */
export async function highlightLines(code: string, language: Language, meta: string): Promise<Line[]> {
  const shiki = await highlighterWith(language);
  const root = shiki.codeToHast(code, {
    lang: language,
    theme: 'tokens',
    meta: { __raw: meta },
    mergeSameStyleTokens: true,
    transformers: [
      transformerNotationDiff(),
      transformerNotationHighlight(),
      transformerMetaHighlight(),
      classesForColours,
    ],
  });
  return findLines(root.children);
}

/** Lines as one block. It can be focused, because a block wider than the page must scroll without a mouse. */
export function toHtml(lines: readonly Line[]): string {
  return `<pre tabindex="0"><code>${lines.map((line) => hastToHtml(line)).join('\n')}</code></pre>`;
}

/** The line numbers (from 1) of `{1,3-4}` in a fence's meta. */
export function highlightedNumbers(meta: string): number[] {
  return parseMetaHighlightString(meta) ?? [];
}

export function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

export function classesOf(node: Element): string[] {
  const { class: names, className } = node.properties;
  return [names, className].flat().flatMap((name) => (typeof name === 'string' ? name.split(' ') : []));
}

/** `style="color:var(--shiki-token-keyword)"` → `class="tk-keyword"`; text in the plain colour needs no span at all. */
const classesForColours: ShikiTransformer = {
  name: 'classes-for-colours',
  span(node) {
    const style = String(node.properties.style ?? '');
    const names = [
      /--shiki-token-([a-z-]+)/.exec(style)?.[1],
      style.includes('font-style:italic') ? 'italic' : undefined,
      style.includes('font-weight:bold') ? 'bold' : undefined,
    ].flatMap((name) => (name ? [`tk-${name}`] : []));
    node.properties = names.length > 0 ? { class: names.join(' ') } : {};
  },
  line(node) {
    node.children = node.children.flatMap((child) =>
      child.type === 'element' && classesOf(child).length === 0 ? child.children : [child],
    );
  },
};

function findLines(nodes: readonly RootContent[]): Line[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return [];
    return classesOf(node).includes('line') ? [node] : findLines(node.children);
  });
}
