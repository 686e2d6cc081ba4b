import { microTimestamp } from '../../cluster/api/time';
import { failure } from '../cli-error';
import { dryRunFlag, fieldManagerFlag, printFlags } from '../flag-sets';
import type { Flag, Invocation } from '../kubectl.types';

/** Flags that writing verbs share, and how --dry-run is read (cmdutil.AddDryRunFlag, GetDryRunStrategy). */
export type DryRun = 'none' | 'client' | 'server';

/** --dry-run, -o and who writes. */
export const writeFlags = (manager: string): readonly Flag[] => [
  dryRunFlag,
  ...printFlags,
  fieldManagerFlag(manager),
];

export const validateFlag: Flag = {
  name: 'validate',
  type: 'string',
  default: 'strict',
  noValue: 'strict',
  usage: 'strict, warn or ignore: what to do about unknown fields.',
};

export const allFlag: Flag = { name: 'all', type: 'bool', usage: 'Everything of the kind in the namespace.' };

export function dryRunOf(invocation: Invocation): DryRun {
  const value = invocation.flags.string('dry-run');
  if (value === 'none' || value === 'client' || value === 'server') return value;
  const warn = (why: string) => {
    // klog's line carries the date without a year, the time and the process id.
    const [, month, day, time] =
      /-(\d\d)-(\d\d)T([\d:.]+)Z/.exec(microTimestamp(invocation.host.epochNowMs())) ?? [];
    invocation.err(
      `W${month}${day} ${time}       1 helpers.go:719] ${why} and can be replaced with --dry-run=client.\n`,
    );
  };
  if (value === 'unchanged') {
    warn('--dry-run is deprecated');
    return 'client';
  }
  if (/^(1|t|T|TRUE|true|True)$/.test(value)) {
    warn(`--dry-run=${value} is deprecated (boolean value)`);
    return 'client';
  }
  if (/^(0|f|F|FALSE|false|False)$/.test(value)) return 'none';
  throw failure(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** What goes into the address of a write. */
export function writeQuery({ flags }: Invocation, dryRun: DryRun, manager?: string): Record<string, string> {
  return {
    ...(dryRun === 'server' && { dryRun: 'All' }),
    fieldManager: manager ?? flags.string('field-manager'),
  };
}

const directives: Readonly<Record<string, string>> = {
  strict: 'Strict',
  true: 'Strict',
  warn: 'Warn',
  ignore: 'Ignore',
  false: 'Ignore',
};

/** --validate as the server's fieldValidation. */
export function fieldValidationOf({ flags }: Invocation): string {
  const value = flags.string('validate');
  const directive = Object.hasOwn(directives, value) ? directives[value] : undefined;
  if (directive === undefined)
    throw failure(
      `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
    );
  return directive;
}
