import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fontCoverage } from '../../lib/site/font-coverage';
import { fontSources, planFonts, unicodeRange } from '../../lib/site/font-plan';

const coverageOf = (source: { package: string; file: string }) =>
  fontCoverage(readFileSync(`node_modules/${source.package}/${source.file}`));
const coverage = {
  latin400: coverageOf(fontSources.latin400),
  latin600: coverageOf(fontSources.latin600),
  italic400: coverageOf(fontSources.italic400),
  hangul400: coverageOf(fontSources.hangul400),
  hangul600: coverageOf(fontSources.hangul600),
  mono400: coverageOf(fontSources.mono400),
};
const plan = planFonts({ all: [...'aé가나한①⌘✓'], names: ['한'] }, coverage);
const charactersOf = (name: string) =>
  String.fromCodePoint(...(plan.files.find((file) => file.name === name)?.points ?? []));

describe('coverage', () => {
  it('knows what a font draws and what it does not', () => {
    expect(coverage.latin400.has('é'.codePointAt(0) ?? 0)).toBe(true);
    expect(coverage.latin400.has('가'.codePointAt(0) ?? 0)).toBe(false);
    expect(coverage.hangul400.has('힣'.codePointAt(0) ?? 0)).toBe(true);
  });

  it('refuses a file that is no font', () => {
    expect(() => fontCoverage(Buffer.alloc(64))).toThrow('no cmap table');
  });
});

describe('the plan of font files', () => {
  it('puts each character where it is drawn', () => {
    expect(charactersOf('sans-400-latin')).toBe('aé✓');
    expect(charactersOf('sans-400-hangul')).toBe('가나한');
  });

  it('holds the same syllables in both weights', () => {
    expect(charactersOf('sans-600-hangul')).toBe(charactersOf('sans-400-hangul'));
  });

  it('keeps marks and language names apart, so that an English page does not load the Hangul', () => {
    expect(charactersOf('sans-400-marks')).toBe('한①');
  });

  it('tells which characters no font has', () => {
    expect(plan.lacking).toEqual(['⌘']);
  });

  it('has a file for every face', () => {
    const files = plan.files.map((file) => file.name);
    for (const face of plan.faces) expect(files).toContain(face.file);
  });
});

it('joins neighbours in a range', () => {
  expect(unicodeRange([0x20, 0x21, 0x22, 0x40, 0xac00, 0xac01])).toBe('U+20-22,U+40,U+AC00-AC01');
});
