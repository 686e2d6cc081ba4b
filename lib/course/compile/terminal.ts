import type { Element } from 'hast';
import { highlightedNumbers, highlightLines, type Line } from './highlight';

/** A terminal session: coloured lines, and the commands alone for the copy button. */
export interface Terminal {
  readonly lines: readonly Line[];
  readonly commands: readonly string[];
}

/** A line that begins with `$ ` is a command; after a backslash at its end it runs on; all else is output. */
export async function terminalLines(code: string, meta: string): Promise<Terminal> {
  const lines: Line[] = [];
  const commands: string[] = [];
  const rows = code.split('\n');
  for (let at = 0; at < rows.length; ) {
    const first = rows[at] ?? '';
    if (!first.startsWith('$ ')) {
      lines.push(span('line output', first));
      at++;
      continue;
    }
    let end = at + 1;
    while (rows[end - 1]?.endsWith('\\') && end < rows.length) end++;
    const command = [first.slice(2), ...rows.slice(at + 1, end)].join('\n');
    commands.push(command);
    lines.push(...(await commandLines(command)));
    at = end;
  }
  for (const number of highlightedNumbers(meta)) {
    const line = lines[number - 1];
    if (line) line.properties = { class: `${line.properties.class} highlighted` };
  }
  return { lines, commands };
}

async function commandLines(command: string): Promise<Line[]> {
  const lines = await highlightLines(command, 'bash', '');
  for (const [index, line] of lines.entries()) {
    line.properties = { class: 'line command' };
    if (index === 0)
      line.children.unshift({ ...span('prompt', '$ '), properties: { class: 'prompt', ariaHidden: 'true' } });
  }
  return lines;
}

function span(className: string, text: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { class: className },
    children: [{ type: 'text', value: text }],
  };
}
