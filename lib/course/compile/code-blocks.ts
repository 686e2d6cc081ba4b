import type { Code, Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { suggest } from '../nearest';
import { type Findings, placeOf, report } from './findings';
import {
  classesOf,
  highlightedNumbers,
  highlightLines,
  type Language,
  languages,
  textOf,
  toHtml,
} from './highlight';
import { terminalLines } from './terminal';

type MdxElement = Extract<Nodes, { type: 'mdxJsxFlowElement' }>;

/**
 * A remark plugin: every code block becomes one `<CodeBlock html lang title commands code />` with string props.
 * One string instead of hundreds of elements: that is most of what compiling a lesson costs (STACK.md 1.4).
 *
 * `html` is a `<pre>` that the keyboard can scroll, with spans of class `line` inside, `\n` between them. `commands` (terminal only) are the
 * commands to copy, one a line; other blocks have `code`, the text to copy, without lines that a diff removes.
 */
export function codeBlocks(findings: Findings) {
  return async (tree: Root): Promise<void> => {
    const blocks: { code: Code; replace: (element: MdxElement) => void }[] = [];
    visit(tree, 'code', (code, index, parent) => {
      if (!parent || index === undefined) return;
      blocks.push({ code, replace: (element) => parent.children.splice(index, 1, element) });
    });
    for (const { code, replace } of blocks) {
      if (isSound(findings, code)) replace(codeBlock(await propsOf(code)));
    }
  };
}

const titlePattern = /\btitle="([^"]*)"/;
const linesPattern = /\{[\d,\s-]+\}/;

function isSound(findings: Findings, code: Code): boolean {
  const problemsBefore = findings.problems.length;
  const place = placeOf(code);
  const lang = code.lang ?? 'text';
  const known = ['terminal', ...languages];
  if (!known.includes(lang)) {
    const near = suggest(lang, known, `use one of ${known.join(', ')}`);
    report(findings, place, `unknown language \`${lang}\` of a code block`, near);
  }
  const rest = (code.meta ?? '').replace(titlePattern, '').replace(linesPattern, '').trim();
  if (rest !== '') {
    report(
      findings,
      place,
      `\`${rest}\` after the language of a code block`,
      'only title="…" and {1,3-4} may stand there',
    );
  }
  const last = Math.max(0, ...highlightedNumbers(code.meta ?? ''));
  const count = code.value.split('\n').length;
  if (last > count)
    report(
      findings,
      place,
      `line ${last} is to be highlighted, but the block has ${count}`,
      'correct the numbers between { and }',
    );
  return findings.problems.length === problemsBefore;
}

async function propsOf(code: Code): Promise<Record<string, string>> {
  const meta = code.meta ?? '';
  const title = titlePattern.exec(meta)?.[1];
  const named = title === undefined ? {} : { title };
  const lang = code.lang ?? 'text';
  if (lang === 'terminal') {
    const { lines, commands } = await terminalLines(code.value, meta);
    // Without a command there is nothing to copy.
    return {
      html: toHtml(lines),
      lang,
      ...named,
      ...(commands.length > 0 ? { commands: commands.join('\n') } : {}),
    };
  }
  const lines = await highlightLines(code.value, lang as Language, meta);
  const kept = lines.filter((line) => !classesOf(line).includes('remove'));
  return { html: toHtml(lines), lang, ...named, code: kept.map(textOf).join('\n') };
}

function codeBlock(props: Record<string, string>): MdxElement {
  const attributes = Object.entries(props).map(([name, value]) => ({
    type: 'mdxJsxAttribute' as const,
    name,
    value,
  }));
  return { type: 'mdxJsxFlowElement', name: 'CodeBlock', attributes, children: [] };
}
