import { Captured } from './captured';
import type { Shell, Streams } from './shell';
import type { Redirect } from './syntax';

const drop = () => {};

/**
 * The streams with one of them led elsewhere.
 * @param files gets what writes the file once the command has ended; it returns an error text, or undefined
 */
export function redirectTo(
  shell: Shell,
  operator: Redirect['operator'],
  target: string,
  streams: Streams,
  files: (() => string | undefined)[],
): Streams {
  if (operator === '2>&1') return { ...streams, err: streams.out };
  const path = shell.resolve(target);
  const system = shell.context.files;
  if (operator === '<') return { ...streams, stdin: system.read(path) ?? '' };
  if (path === '/proc/1/fd/1' || path === '/dev/stdout') return streams;
  const file = new Captured(operator.endsWith('>>') ? (system.read(path) ?? '') : '');
  const write = path === '/dev/null' ? drop : file.write;
  if (path !== '/dev/null')
    files.push(() => {
      const error = system.write(path, file.text);
      return error && `${target}: ${error}`;
    });
  if (operator.startsWith('2')) return { ...streams, err: write };
  return operator === '&>' ? { ...streams, out: write, err: write } : { ...streams, out: write };
}
