import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, visit } from 'yaml';
import { localeNames } from '../i18n/locale';

/** Characters that the site uses, by how they are set. Each list is sorted and has no repeats. */
export interface SiteCharacters {
  readonly all: readonly string[];
  /** Those that may stand in headings, in strong text or in the interface, hence in the heavier weight. */
  readonly strong: readonly string[];
  /** The names of the languages, which every page shows in the language switch. */
  readonly names: readonly string[];
}

/** Marks that components draw and that may come from an entity or an escape, which a scan of the source cannot see. */
const always = `${Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('')}·…–—‘’“”→←↑↓×≥≤✓•₩§`;

const textFile = /\.(mdx|yaml|ts|tsx|svg)$/;
const generatedFile = /\.gen\./;

/** Reads every text of the course and of the interface under `root` (the project folder). */
export function readSiteCharacters(root: string): SiteCharacters {
  const all = new Set(always);
  const strong = new Set(always);
  for (const room of ['content', 'lib', 'components', 'app']) {
    for (const file of textFilesIn(join(root, room))) {
      const text = readFileSync(file, 'utf8').normalize('NFC');
      addAll(all, text);
      if (file.endsWith('.mdx')) addAll(strong, strongPartsOfLesson(text));
      else if (file.endsWith('.yaml')) addAll(strong, strongPartsOfYaml(text));
      else addAll(strong, text);
    }
  }
  const names = new Set(Object.values(localeNames).join(''));
  return { all: sorted(all), strong: sorted(strong), names: sorted(names) };
}

/** Headings, frontmatter titles, table heads, `**strong**` and `title="…"`. */
export function strongPartsOfLesson(text: string): string {
  const lines = text.split('\n');
  const heads = lines.filter(
    (line, index) => /^(#|title:)/.test(line) || /^\|?\s*:?-{3,}/.test(lines[index + 1] ?? ''),
  );
  return [
    ...heads,
    ...strongRuns(text),
    ...Array.from(text.matchAll(/title="([^"]*)"/g), (match) => match[1] ?? ''),
  ].join('\n');
}

/** Everything under `title` or `name`, and `**strong**` in any string. Broken YAML yields nothing: the content check reports it. */
export function strongPartsOfYaml(text: string): string {
  const parts = strongRuns(text);
  visit(parseDocument(text), {
    Scalar(_key, node, path) {
      const isHeading = path.some((parent) => 'key' in parent && /^(title|name)$/.test(String(parent.key)));
      if (isHeading && typeof node.value === 'string') parts.push(node.value);
    },
  });
  return parts.join('\n');
}

function strongRuns(text: string): string[] {
  return Array.from(text.matchAll(/\*\*([^*]+)\*\*/g), (match) => match[1] ?? '');
}

function textFilesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && textFile.test(entry.name) && !generatedFile.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function addAll(characters: Set<string>, text: string): void {
  for (const character of text) if (character >= ' ') characters.add(character);
}

function sorted(characters: Set<string>): string[] {
  return [...characters].sort((a, b) => (a < b ? -1 : 1));
}
