import { notSimulated, usageError } from '../cli-error';
import { findVerb, globalFlags } from '../command-line';
import { flagText, helpText } from '../help';
import type { Verb } from '../kubectl.types';
import { root } from '../verbs';

/** `kubectl help`, `kubectl options` and `kubectl completion`. */
export const help: Verb = {
  name: 'help',
  summary: 'Help about any command.',
  usage: 'kubectl help [command] [flags] [options]',
  completes: [],
  run({ args, out, err }) {
    const { verb, path, rest } = findVerb(root, args);
    if (rest.length > 0) err(`Unknown help topic [${args.map((word) => `\`${word}\``).join(' ')}]\n`);
    out(helpText(verb, path));
    return 0;
  },
};

export const options: Verb = {
  name: 'options',
  summary: 'Print the list of flags inherited by all commands.',
  usage: 'kubectl options [flags] [options]',
  run({ out }) {
    const known = globalFlags.filter(({ usage }) => usage !== '');
    out(`The following options can be passed to any command:\n\n${known.map(flagText).join('')}`);
    return 0;
  },
};

const shells = ['bash', 'zsh', 'fish', 'powershell'];

export const completion: Verb = {
  name: 'completion',
  summary: 'Output shell completion code; this terminal completes by itself.',
  usage: 'kubectl completion SHELL [options]',
  completes: shells,
  run(invocation) {
    const [shell, ...more] = invocation.args;
    if (shell === undefined) throw usageError(invocation, 'Shell not specified.');
    if (more.length > 0) throw usageError(invocation, 'Too many arguments. Expected only the shell type.');
    if (!shells.includes(shell))
      throw usageError(invocation, `Unsupported shell type ${JSON.stringify(shell)}.`);
    throw notSimulated('completion code (the terminal completes with Tab by itself)');
  },
};
