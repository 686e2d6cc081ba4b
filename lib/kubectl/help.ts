import type { Flag, Verb } from './kubectl.types';

/** `--help`, in words of our own and kubectl's order: what it does, verbs or flags, usage. */
export function helpText(verb: Verb, path: string): string {
  const { summary, usage, verbs = [], flags = [] } = verb;
  const parts = [`${summary}\n`];
  if (verbs.length > 0)
    parts.push(
      `Available Commands:\n${verbs.map((each) => `  ${each.name.padEnd(15)} ${each.summary}\n`).join('')}`,
    );
  if (flags.length > 0) parts.push(`Options:\n${flags.map(flagText).join('')}`);
  parts.push(`Usage:\n  ${usage}\n`);
  if (verbs.length > 0)
    parts.push(`Use "${path} <command> --help" for more information about a given command.\n`);
  return parts.join('\n');
}

/** One flag with its default and what it is for. */
export function flagText({ name, short, type, default: preset, usage }: Flag): string {
  const shown = preset ?? (type === 'bool' ? false : type === 'int' ? 0 : type === 'strings' ? '[]' : "''");
  const value = type === 'duration' && typeof preset === 'number' ? `${preset / 1000}s` : shown;
  return `    ${short ? `-${short}, ` : ''}--${name}=${value}:\n\t${usage}\n\n`;
}
