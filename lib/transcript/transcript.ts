/**
 * Transcripts as text: commands with their times, the files they read, comments, and what came out. The same form is read
 * and written, so an outcome can be played again.
 *
 *     # a comment
 *     (file web.yaml)
 *     apiVersion: v1
 *     (end of file)
 *     [t+1.5s] $ kubectl apply -f web.yaml
 *     pod/web created
 *     [stderr]
 *     Warning: …
 *     [exit 0]
 */
export type Entry = CommentEntry | FileEntry | CommandEntry;

export interface CommentEntry {
  readonly kind: 'comment';
  /** With its `#`. */
  readonly text: string;
}

export interface FileEntry {
  readonly kind: 'file';
  readonly path: string;
  readonly text: string;
}

export interface CommandEntry {
  readonly kind: 'command';
  /** Seconds since the start at which it is typed; undefined: right after the one before. */
  readonly atSeconds: number | undefined;
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined in a transcript that was not played yet. */
  readonly exitCode: number | undefined;
}

/** A line that is none of a transcript's forms. */
export class TranscriptError extends Error {}

const commandLine = /^(?:\[t\+(\d+(?:\.\d+)?) ?s\] )?\$ (.*)$/;

/** @throws TranscriptError with the line, what was found there, and what a transcript may contain */
export function parseTranscript(text: string): readonly Entry[] {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const entries: Entry[] = [];
  let index = 0;
  const until = (isEnd: (line: string) => boolean) => {
    const begin = index;
    while (index < lines.length && !isEnd(lines[index] ?? '')) index++;
    return lines.slice(begin, index);
  };
  while (index < lines.length) {
    const line = lines[index++] ?? '';
    const file = /^\(file (.+)\)$/.exec(line)?.[1];
    const command = commandLine.exec(line);
    if (line.startsWith('#')) entries.push({ kind: 'comment', text: line });
    else if (file !== undefined) {
      const begin = index;
      const content = until((each) => each === '(end of file)');
      if (index >= lines.length)
        throw new TranscriptError(
          `Line ${begin}: the file ${file} has no end. Put "(end of file)" on a line of its own behind it.`,
        );
      index++;
      entries.push({ kind: 'file', path: file, text: content.map((each) => `${each}\n`).join('') });
    } else if (command) {
      const { entry, isEnded } = readCommand(command, until, () => lines[index] ?? '');
      entries.push(entry);
      if (isEnded) index++;
    } else if (line.trim() !== '')
      throw new TranscriptError(
        `Line ${index}: found ${JSON.stringify(line.slice(0, 60))}. A transcript has "$ command" (or "[t+2s] $ command"), "(file NAME)" … "(end of file)", and "# comment".`,
      );
  }
  return entries;
}

/** A command with what stands behind it; without "[exit N]" nothing has come out yet, and lines behind it belong to nobody. */
function readCommand(
  found: RegExpExecArray,
  until: (isEnd: (line: string) => boolean) => string[],
  here: () => string,
): { readonly entry: CommandEntry; readonly isEnded: boolean } {
  const written = until(
    (line) => /^\[exit \d+\]$/.test(line) || commandLine.test(line) || /^\(file .+\)$/.test(line),
  );
  const exit = /^\[exit (\d+)\]$/.exec(here())?.[1];
  const split = written.indexOf('[stderr]');
  const joined = (part: readonly string[]) => part.map((each) => `${each}\n`).join('');
  const isEnded = exit !== undefined;
  const entry: CommandEntry = {
    kind: 'command',
    atSeconds: found[1] === undefined ? undefined : Number(found[1]),
    command: found[2] ?? '',
    stdout: isEnded ? joined(split < 0 ? written : written.slice(0, split)) : '',
    stderr: isEnded && split >= 0 ? joined(written.slice(split + 1)) : '',
    exitCode: isEnded ? Number(exit) : undefined,
  };
  return { entry, isEnded };
}

/** The text of one entry, as in the recordings. */
export function printEntry(entry: Entry): string {
  if (entry.kind === 'comment') return `${entry.text}\n`;
  if (entry.kind === 'file') return `(file ${entry.path})\n${whole(entry.text)}(end of file)\n\n`;
  const { atSeconds, command, stdout, stderr, exitCode } = entry;
  const time = atSeconds === undefined ? '' : `[t+${atSeconds.toFixed(1)}s] `;
  const error = stderr === '' ? '' : `[stderr]\n${whole(stderr)}`;
  return `${time}$ ${command}\n${whole(stdout)}${error}[exit ${exitCode ?? 0}]\n\n`;
}

const whole = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
