import type { Text } from 'mdast';
import { type Findings, placeOf, report } from './findings';

interface Slip {
  readonly pattern: RegExp;
  readonly found: string;
  readonly fix: string;
}

/** Markdown that failed silently: it reaches the reader as signs in the text. */
const slips: readonly Slip[] = [
  {
    pattern: /\*\*/,
    found: '`**` that makes nothing bold',
    fix: 'Markdown does not end bold between a sign and a letter, as in `**파드(Pod)**는`: move the sign out (`**파드**(Pod)는`), or add the missing `**`',
  },
  {
    pattern: /\[\^[^\]\s]+\]/,
    found: 'a footnote mark without a footnote',
    fix: 'write the footnote at the end of the file: `[^1]: …`',
  },
];

export function checkSlips(findings: Findings, text: Text): void {
  for (const { pattern, found, fix } of slips) {
    const index = text.value.search(pattern);
    if (index < 0) continue;
    const before = text.value.slice(0, index).split('\n');
    const place = placeOf(text);
    const column = (before.at(-1)?.length ?? 0) + (before.length === 1 ? place.column : 1);
    report(findings, { line: place.line + before.length - 1, column }, found, fix);
  }
}
