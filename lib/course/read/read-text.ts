import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../course.types';
import { fileStart, type Place, problemAt } from '../problem';

/** A file of the course as text: no byte order mark, `\n` at line ends, composed letters. `text` is null when unusable. */
export interface SourceText {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly text: string | null;
  readonly problems: readonly Problem[];
}

/** Reads a file; null when there is none. `mustHold` says what belongs into it, for the author of an empty one. */
export async function readText(root: string, file: string, mustHold: string): Promise<SourceText | null> {
  const bytes = await readFile(join(root, file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return bytes === null ? null : decode(file, bytes, mustHold);
}

function decode(file: string, bytes: Buffer, mustHold: string): SourceText {
  const raw = utf8(bytes);
  if (raw === null) {
    const place = placeOf(unixLines(bytes.toString('utf8')), /\uFFFD/);
    const problem = problemAt(
      file,
      place,
      'these bytes are not UTF-8',
      'save the file as UTF-8 (in most editors: “Save with Encoding”)',
    );
    return { file, text: null, problems: [problem] };
  }
  const text = unixLines(raw);
  if (text.trim() === '') {
    return {
      file,
      text: null,
      problems: [problemAt(file, fileStart, 'the file is empty', `write ${mustHold}`)],
    };
  }
  return { file, text: text.normalize('NFC'), problems: decomposed(file, text) };
}

/** TextDecoder drops a byte order mark by itself. */
function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const unixLines = (text: string) => text.replace(/\r\n?/g, '\n');

/** Where a pattern first matches; the file's start when it does not. */
function placeOf(text: string, pattern: RegExp): Place {
  const before = text.slice(0, Math.max(0, text.search(pattern)));
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

/**
 * Letters stored in pieces (NFD, as some file systems and editors write Hangul) look the same and are not: search,
 * links and comparisons miss them. One problem a file names the first place; saving as NFC mends all.
 */
function decomposed(file: string, text: string): Problem[] {
  if (text.normalize('NFC') === text) return [];
  const lines = text.split('\n');
  const line = lines.findIndex((candidate) => candidate.normalize('NFC') !== candidate);
  const [as, is] = [lines[line] ?? '', (lines[line] ?? '').normalize('NFC')];
  let index = 0;
  while (as[index] === is[index]) index++;
  const word = is.slice(index).match(/^\S+/)?.[0] ?? '';
  return [
    problemAt(
      file,
      { line: line + 1, column: index + 1 },
      `letters in pieces (Unicode NFD): “${word}”`,
      'save as NFC: select all, copy and paste in your editor, or run `uconv -x NFC`',
    ),
  ];
}
