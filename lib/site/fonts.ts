import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { readSiteCharacters, type SiteCharacters } from './font-characters';
import { fontCoverage } from './font-coverage';
import { type FontFace, type FontFile, type FontSource, fontSources, planFonts } from './font-plan';
import { writeIfChanged } from './write-if-changed';

/** Raise when the recipe below or in font-plan.ts changes, so that fonts made by the old one are made again. */
const recipe = 2;

/** Ligatures of code fonts, alternates and old-style figures are left out; kerning and accents stay. */
const keepFeatures = ['kern', 'liga', 'ccmp', 'locl', 'mark', 'mkmk'];

/**
 * Makes the fonts of the site under `root`, holding exactly the characters the site uses: `public/fonts/*.woff2` with the
 * licence, `app/fonts.gen.css` and `lib/site/fonts.gen.ts`. Does nothing when the characters and the packages are those of
 * the last time. Returns the characters that no font has, or nothing when it was fresh.
 */
export async function makeFonts(root: string): Promise<readonly string[]> {
  const characters = readSiteCharacters(root);
  const key = fontsKey(root, characters);
  const stampFile = join(root, '.cache/fonts.json');
  if (isFresh(root, stampFile, key)) return [];

  const bytes = (source: FontSource) => readFileSync(join(root, 'node_modules', source.package, source.file));
  const coverageOf = (name: keyof typeof fontSources) => fontCoverage(bytes(fontSources[name]));
  const plan = planFonts(characters, {
    latin400: coverageOf('latin400'),
    latin600: coverageOf('latin600'),
    italic400: coverageOf('italic400'),
    hangul400: coverageOf('hangul400'),
    hangul600: coverageOf('hangul600'),
    mono400: coverageOf('mono400'),
  });
  const names = new Map<string, string>();
  for (const file of plan.files) names.set(file.name, await writeFontFile(root, file, bytes(file.source)));

  const licence = readFileSync(
    join(root, 'node_modules/@expo-google-fonts/ibm-plex-sans/LICENSE_FONT'),
    'utf8',
  );
  writeIfChanged(join(root, 'public/fonts/OFL.txt'), licence);
  writeIfChanged(
    join(root, 'app/fonts.gen.css'),
    plan.faces.map((face) => faceRule(face, nameOf(names, face.file))).join(''),
  );
  writeIfChanged(join(root, 'lib/site/fonts.gen.ts'), preloadModule(names));
  removeOldFonts(root, new Set(names.values()));
  writeIfChanged(stampFile, JSON.stringify({ key, files: [...names.values()] }));
  return plan.lacking;
}

function fontsKey(root: string, characters: SiteCharacters): string {
  const versions = Object.values(fontSources).map((source) =>
    readFileSync(join(root, 'node_modules', source.package, 'package.json'), 'utf8'),
  );
  return createHash('sha256')
    .update(JSON.stringify([recipe, characters, versions]))
    .digest('hex');
}

function isFresh(root: string, stampFile: string, key: string): boolean {
  if (!existsSync(stampFile)) return false;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8')) as { key: string; files: string[] };
  const files = [
    ...stamp.files.map((name) => `public/fonts/${name}`),
    'public/fonts/OFL.txt',
    'app/fonts.gen.css',
    'lib/site/fonts.gen.ts',
  ];
  return stamp.key === key && files.every((file) => existsSync(join(root, file)));
}

async function writeFontFile(root: string, file: FontFile, font: Buffer): Promise<string> {
  const text = file.points.map((point) => String.fromCodePoint(point)).join('');
  const subset = await subsetFont(font, text, { targetFormat: 'woff2', noHinting: true, keepFeatures });
  const name = `${file.name}.${createHash('sha256').update(subset).digest('hex').slice(0, 8)}.woff2`;
  mkdirSync(join(root, 'public/fonts'), { recursive: true });
  writeIfChanged(join(root, 'public/fonts', name), subset);
  return name;
}

/**
 * `optional`: a font that is not there for the first paint is not swapped in later, so no line ever moves. That is also
 * why there are no size-adjusted fallback faces: nothing is ever exchanged for them.
 */
function faceRule(face: FontFace, file: string): string {
  return `@font-face{font-family:"${face.family}";font-weight:${face.weight};font-style:${face.style};font-display:optional;src:url(/fonts/${file}) format("woff2");unicode-range:${face.range}}\n`;
}

/** What the first paint of a page in each language is set in. */
function preloadModule(names: ReadonlyMap<string, string>): string {
  const path = (name: string) => `'/fonts/${nameOf(names, name)}'`;
  const latin = [path('sans-400-latin'), path('sans-600-latin'), path('sans-400-marks')];
  const hangul = [path('sans-400-hangul'), path('sans-600-hangul')];
  return `import type { Locale } from '../i18n/locale';

/** Made by lib/site/fonts.ts. */
export const fontPreloads: Record<Locale, string[]> = {
  ko: [${[...hangul, ...latin].join(', ')}],
  en: [${latin.join(', ')}],
};
`;
}

function removeOldFonts(root: string, keep: ReadonlySet<string>): void {
  const folder = join(root, 'public/fonts');
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.woff2') && !keep.has(name)) rmSync(join(folder, name));
  }
}

function nameOf(names: ReadonlyMap<string, string>, name: string): string {
  const file = names.get(name);
  if (file === undefined) throw new Error(`The font plan has a face for ${name}, but no file of that name.`);
  return file;
}
