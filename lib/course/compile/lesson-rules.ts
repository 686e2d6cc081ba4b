import type { Nodes, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { checkTag } from './check-tag';
import { type Findings, placeOf, report } from './findings';
import { takeHeading } from './headings';
import { takeLink } from './links';
import { takeMarkdownImage } from './pictures';
import { sectionsOf } from './sections';
import { checkSlips } from './slips';

/**
 * A remark plugin: holds a lesson against the rules of content/README.md, gathers what it says, and readies it for the
 * page (ids into headings, the language into links, public addresses into pictures). It reports; it never throws.
 */
export function lessonRules(findings: Findings) {
  return (tree: Root): void => {
    visit(tree, (node, index, parent) => {
      if (isComment(node)) {
        if (!parent || index === undefined) return;
        parent.children.splice(index, 1);
        return [SKIP, index] as const;
      }
      applyRule(findings, node);
    });
    findings.sections.push(...sectionsOf(tree));
  };
}

function applyRule(findings: Findings, node: Nodes): void {
  switch (node.type) {
    case 'heading':
      takeHeading(findings, node);
      break;
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      checkTag(findings, node);
      break;
    case 'link':
    case 'definition':
      takeLink(findings, node);
      break;
    case 'image':
      takeMarkdownImage(findings, node);
      break;
    case 'text':
      checkSlips(findings, node);
      break;
    case 'mdxjsEsm':
      report(
        findings,
        placeOf(node),
        'an import or export',
        'lessons import nothing: remove the line; if it is prose, let the line begin with another word',
      );
      break;
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      report(
        findings,
        placeOf(node),
        `an expression: \`{${node.value}}\``,
        'lessons write no expressions; for a brace in the text write `\\{`, or put it in backticks',
      );
      break;
  }
}

/** `{/* a note among authors *\/}` never reaches the page. */
function isComment(node: Nodes): boolean {
  return (
    (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') &&
    node.data?.estree?.body.length === 0
  );
}
