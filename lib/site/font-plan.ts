import type { SiteCharacters } from './font-characters';

/** A font of a registry package. */
export interface FontSource {
  readonly package: string;
  readonly file: string;
}

/** One file to make: which characters of which font. `points` are sorted. */
export interface FontFile {
  readonly name: string;
  readonly source: FontSource;
  readonly points: readonly number[];
}

/** One @font-face: a file under a family name, for the characters of `range` (a CSS unicode-range). */
export interface FontFace {
  readonly family: 'Reconcile Sans' | 'Reconcile Mono';
  readonly weight: 400 | 600;
  readonly style: 'normal' | 'italic';
  readonly file: string;
  readonly range: string;
}

export interface FontPlan {
  readonly files: readonly FontFile[];
  /** In the order of the stylesheet: where two ranges overlap, the later face wins. */
  readonly faces: readonly FontFace[];
  /** Characters that no font has; the reader's own fonts draw them. */
  readonly lacking: readonly string[];
}

const plex = '@expo-google-fonts/ibm-plex';
export const fontSources = {
  latin400: { package: `${plex}-sans`, file: '400Regular/IBMPlexSans_400Regular.ttf' },
  latin600: { package: `${plex}-sans`, file: '600SemiBold/IBMPlexSans_600SemiBold.ttf' },
  italic400: { package: `${plex}-sans`, file: '400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf' },
  hangul400: { package: `${plex}-sans-kr`, file: 'IBMPlexSansKR_400Regular.ttf' },
  hangul600: { package: `${plex}-sans-kr`, file: 'IBMPlexSansKR_600SemiBold.ttf' },
  mono400: { package: `${plex}-mono`, file: '400Regular/IBMPlexMono_400Regular.ttf' },
} as const satisfies Record<string, FontSource>;

export type Coverage = Readonly<Record<keyof typeof fontSources, ReadonlySet<number>>>;

const isHangul = (point: number) =>
  (point >= 0xac00 && point <= 0xd7a3) || (point >= 0x3131 && point <= 0x318e);
const hangulRange = 'U+AC00-D7A3,U+3131-318E';

/**
 * Both weights hold the same characters: a syllable missing from bold text would be seen at once.
 * Latin comes from Plex Sans, Hangul from Plex Sans KR (its Latin has the same widths, its repertoire is smaller).
 * Marks that only the Korean font has, and the names of the languages, stand in a file of their own: otherwise a single
 * ① or the word 한국어 in the language switch would make an English page load every syllable of the course.
 */
export function planFonts(characters: SiteCharacters, coverage: Coverage): FontPlan {
  const all = characters.all.map(pointOf);
  const names = new Set(characters.names.map(pointOf));
  const latin = all.filter((point) => coverage.latin400.has(point));
  const mono = all.filter((point) => coverage.mono400.has(point));
  const hangul = all.filter((point) => isHangul(point) && coverage.hangul400.has(point));
  const marks = all.filter(
    (point) =>
      coverage.hangul400.has(point) &&
      !coverage.latin400.has(point) &&
      (!isHangul(point) || names.has(point)),
  );
  const drawn = new Set([...latin, ...hangul, ...marks, ...mono]);
  const sans = { family: 'Reconcile Sans', style: 'normal' } as const;
  return {
    files: [
      { name: 'sans-400-latin', source: fontSources.latin400, points: latin },
      { name: 'sans-600-latin', source: fontSources.latin600, points: latin },
      { name: 'sans-400-italic', source: fontSources.italic400, points: latin },
      { name: 'sans-400-hangul', source: fontSources.hangul400, points: hangul },
      { name: 'sans-600-hangul', source: fontSources.hangul600, points: hangul },
      { name: 'sans-400-marks', source: fontSources.hangul400, points: marks },
      { name: 'mono-400', source: fontSources.mono400, points: mono },
    ],
    faces: [
      { ...sans, weight: 400, file: 'sans-400-hangul', range: hangulRange },
      { ...sans, weight: 400, file: 'sans-400-marks', range: unicodeRange(marks) },
      { ...sans, weight: 400, file: 'sans-400-latin', range: unicodeRange(latin) },
      { ...sans, weight: 400, style: 'italic', file: 'sans-400-italic', range: unicodeRange(latin) },
      // The marks come first here: they are of the regular weight, and 한, 국 and 어 are not only in the language switch.
      { ...sans, weight: 600, file: 'sans-400-marks', range: unicodeRange(marks) },
      { ...sans, weight: 600, file: 'sans-600-hangul', range: hangulRange },
      { ...sans, weight: 600, file: 'sans-600-latin', range: unicodeRange(latin) },
      { family: 'Reconcile Mono', style: 'normal', weight: 400, file: 'sans-400-hangul', range: hangulRange },
      { family: 'Reconcile Mono', style: 'normal', weight: 400, file: 'mono-400', range: unicodeRange(mono) },
    ],
    lacking: all.filter((point) => !drawn.has(point)).map((point) => String.fromCodePoint(point)),
  };
}

/** `U+20-7E,U+B7`: neighbours are joined, because the stylesheet is read before the first paint. */
export function unicodeRange(points: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else runs.push([point, point]);
  }
  const hex = (point: number) => point.toString(16).toUpperCase();
  return runs.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(',');
}

function pointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
