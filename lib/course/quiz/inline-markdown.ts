/**
 * Prompts, choices and reasons are one stretch of text with `code` and **bold**; nothing else is markup. A Markdown
 * parser is not used on purpose: CommonMark does not close `**` between a bracket or a backtick and a Hangul letter
 * (`**정확히(exactly)**는`), which is how Korean joins a particle to a word. For the build only; the browser gets the HTML.
 */
const mark = /`([^`]+)`|\*\*((?:`[^`]+`|(?!\*\*)[^`])+)\*\*/g;

interface Renderer {
  text(plain: string): string;
  code(plain: string): string;
  bold(rendered: string): string;
}

/** `a **b** \`c\`` → `a <strong>b</strong> <code>c</code>`; all else is escaped; a blank line becomes two line breaks. */
export function inlineMarkdown(markdown: string): string {
  return render(markdown, {
    text: (plain) => escapeHtml(plain).replace(/\n[ \t]*\n\s*/g, '<br><br>'),
    code: (plain) => `<code>${escapeHtml(plain)}</code>`,
    bold: (rendered) => `<strong>${rendered}</strong>`,
  });
}

/** The same text without any markup, for places that hold only text. */
export function inlineText(markdown: string): string {
  const same = (text: string) => text;
  return render(markdown, { text: same, code: same, bold: same });
}

function render(markdown: string, renderer: Renderer): string {
  let rendered = '';
  let done = 0;
  for (const match of markdown.matchAll(mark)) {
    const [whole, code, bold] = match;
    rendered += renderer.text(markdown.slice(done, match.index));
    rendered += code === undefined ? renderer.bold(render(bold ?? '', renderer)) : renderer.code(code);
    done = match.index + whole.length;
  }
  return rendered + renderer.text(markdown.slice(done));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
