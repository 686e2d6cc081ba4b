import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localeNames } from '../i18n/locale';

/** Characters that the site uses. Each list is sorted and has no repeats. */
export interface SiteCharacters {
  readonly all: readonly string[];
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
  for (const room of ['content', 'lib', 'components', 'app']) {
    for (const file of textFilesIn(join(root, room))) {
      addAll(all, readFileSync(file, 'utf8').normalize('NFC'));
    }
  }
  const names = new Set(Object.values(localeNames).join(''));
  return { all: sorted(all), names: sorted(names) };
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
