import { complete } from '../complete';
import type { ShellHost } from './program.types';
import type { Shell } from './shell';

/** What Tab offers at the end of a line: programs, then kubectl's own words, then files (bash's completion, in small). */
export function completeLine(shell: Shell, host: ShellHost, line: string): string[] {
  // Only the last command of a line counts, and in it the word that is being typed.
  const command = line.split(/[|;&]|\$\(/).at(-1) ?? '';
  const typed = command.trimStart().split(/\s+/);
  const last = typed.at(-1) ?? '';
  const [name = ''] = typed;
  const program = shell.aliases.get(name)?.split(/\s+/) ?? [name];
  if (typed.length === 1) return shell.commandNames.filter((each) => each.startsWith(last));
  if (program[0] === 'kubectl') return complete(host, [...program.slice(1), ...typed.slice(1)]);
  return host.listFiles('.').filter((file) => file.startsWith(last));
}
