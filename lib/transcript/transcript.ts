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
 *
 * A command that does not end by itself, such as `kubectl get pods -w`, has the seconds in front of its lines, what was done
 * meanwhile as `2.00  (in another terminal: kubectl …)`, and "(stopped)" at its end.
 */
export type Entry = CommentEntry | FileEntry | CommandEntry;

export interface CommentEntry {
  readonly kind: 'comment';
  /** With its `#`, or in its parentheses: `(total load is now 800 millicores)`. */
  readonly text: string;
}

export interface FileEntry {
  readonly kind: 'file';
  readonly path: string;
  readonly text: string;
}

export interface CommandEntry {
  readonly kind: 'command';
  /** Seconds since the start at which it is typed; undefined: a moment after the one before. */
  readonly atSeconds: number | undefined;
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined in a transcript that was not played yet. */
  readonly exitCode: number | undefined;
  /** For a command that was stopped when it had waited for so long. */
  readonly stoppedAfterSeconds?: number;
  /** For a command that does not end by itself: when it was stopped, and what was done meanwhile. */
  readonly watch?: WatchPart;
}

/** Seconds count from the beginning of the command. */
export interface WatchPart {
  readonly untilSeconds: number;
  readonly meanwhile: readonly { readonly atSeconds: number; readonly command: string }[];
}

/** A line that is none of a transcript's forms. */
export class TranscriptError extends Error {}

const commandLine = /^(?:\[t\+(\d+(?:\.\d+)?) ?s\] )?\$ (.*)$/;

/** What does not end with a new line is marked, as in the recordings. */
const noNewline = '[no newline at the end]';
const exitLine = /^\[exit (?:(\d+)|stopped after (\d+(?:\.\d+)?)s)\]$/;
const fileLine = /^\(file (.+)\)$/;
const stoppedLine = '(stopped)';
const meanwhileLine = /^ *(\d+\.\d+) {2}\(in another terminal: (.*)\)$/;
const timedLine = /^ *(\d+\.\d+) {2}/;

/** @throws TranscriptError with the line, what was found there, and what a transcript may contain */
export function parseTranscript(text: string): readonly Entry[] {
  return new Reader(text.replace(/\r\n/g, '\n').split('\n')).read();
}

class Reader {
  private index = 0;
  private readonly entries: Entry[] = [];

  constructor(private readonly lines: readonly string[]) {}

  read(): readonly Entry[] {
    while (this.index < this.lines.length) {
      const line = this.lines[this.index++] ?? '';
      const file = fileLine.exec(line)?.[1];
      const command = commandLine.exec(line);
      if (line.startsWith('#') || (file === undefined && /^\(.*\)$/.test(line)))
        this.entries.push({ kind: 'comment', text: line });
      else if (file !== undefined) this.readFile(file);
      else if (command) this.readCommand(command);
      else if (line.trim() !== '') this.readStray(line);
    }
    return this.entries;
  }

  private readFile(path: string): void {
    const begin = this.index;
    const end = this.lines.indexOf('(end of file)', begin);
    if (end < 0)
      throw new TranscriptError(
        `Line ${begin}: the file ${path} has no end. Put "(end of file)" on a line of its own behind it.`,
      );
    this.index = end + 1;
    this.entries.push({ kind: 'file', path, text: joined(this.lines.slice(begin, end)) });
  }

  /** What stands behind a command up to "[exit N]" or "(stopped)"; without one of them nothing has come out yet. */
  private readCommand([, seconds, command = '']: RegExpExecArray): void {
    const end = this.endOfOutput();
    const last = this.lines[end] ?? '';
    const exit = exitLine.exec(last);
    const written = exit === null && last !== stoppedLine ? [] : this.lines.slice(this.index, end);
    const split = written.indexOf('[stderr]');
    const times = written.flatMap((line) => timedLine.exec(line)?.[1] ?? []);
    const watch = {
      untilSeconds: Number(times.at(-1) ?? 0) + 0.5,
      meanwhile: written.flatMap((line) => {
        const found = meanwhileLine.exec(line);
        return found ? [{ atSeconds: Number(found[1]), command: found[2] ?? '' }] : [];
      }),
    };
    this.entries.push({
      kind: 'command',
      atSeconds: seconds === undefined ? undefined : Number(seconds),
      command,
      stdout: joined(split < 0 ? written : written.slice(0, split)),
      stderr: split < 0 ? '' : joined(written.slice(split + 1)),
      exitCode: exit?.[1] === undefined ? undefined : Number(exit[1]),
      ...(exit?.[2] !== undefined && { stoppedAfterSeconds: Number(exit[2]) }),
      ...(last === stoppedLine && { watch }),
    });
    if (exit !== null || last === stoppedLine) this.index = end + 1;
  }

  /** The line with "[exit N]" or "(stopped)", or the one where something else begins. */
  private endOfOutput(): number {
    let end = this.index;
    for (; end < this.lines.length; end++) {
      const line = this.lines[end] ?? '';
      if (exitLine.test(line) || line === stoppedLine || commandLine.test(line) || fileLine.test(line)) break;
    }
    return end;
  }

  /** An outcome whose command was cut away is passed over; any other line belongs to nobody. */
  private readStray(line: string): void {
    const end = this.endOfOutput();
    if (!exitLine.test(this.lines[end] ?? ''))
      throw new TranscriptError(
        `Line ${this.index}: found ${JSON.stringify(line.slice(0, 60))}. A transcript has "$ command" (or "[t+2s] $ command"), "(file NAME)" … "(end of file)", and "# comment".`,
      );
    this.index = end + 1;
  }
}

function joined(lines: readonly string[]): string {
  return lines.at(-1) === noNewline
    ? lines.slice(0, -1).join('\n')
    : lines.map((each) => `${each}\n`).join('');
}

/** The text of one entry, as in the recordings. */
export function printEntry(entry: Entry): string {
  if (entry.kind === 'comment') return `${entry.text}\n`;
  if (entry.kind === 'file') return `(file ${entry.path})\n${whole(entry.text)}(end of file)\n\n`;
  const { atSeconds, command, stdout, stderr, exitCode } = entry;
  const time = atSeconds === undefined ? '' : `[t+${atSeconds.toFixed(1)}s] `;
  if (entry.watch) return `${time}$ ${command}\n${whole(stdout)}${stoppedLine}\n\n`;
  const error = stderr === '' ? '' : `[stderr]\n${whole(stderr)}`;
  const { stoppedAfterSeconds } = entry;
  const exit =
    stoppedAfterSeconds === undefined ? String(exitCode ?? 0) : `stopped after ${stoppedAfterSeconds}s`;
  return `${time}$ ${command}\n${whole(stdout)}${error}[exit ${exit}]\n\n`;
}

const whole = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n${noNewline}\n`);
