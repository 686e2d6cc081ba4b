import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { type Printer, printerFor } from '../printers/printer';
import type { DryRun } from './write-flags';

/**
 * What a writing verb prints of an object: `deployment.apps/web created`, or the object in the form of -o
 * (cli-runtime's PrintFlags with the operation of a NamePrinter).
 */
export type PrintOutcome = (object: unknown, operation?: string) => void;

/** What stands behind the operation when nothing was changed. */
export const dryRunEndings: Readonly<Record<DryRun, string>> = {
  none: '',
  client: ' (dry run)',
  server: ' (server dry run)',
};

/**
 * Throws when -o is no output format.
 * @param isTyped the verb works on Go's types: -o json keeps their order of fields
 */
export function outcomePrinter(
  invocation: Invocation,
  operation: string,
  dryRun: DryRun,
  isTyped = false,
): PrintOutcome {
  const printers = new Map<string, Printer>();
  const printer = (done: string) => {
    // With -o there is one printer: it puts `---` between objects.
    const key = invocation.flags.string('output') === '' ? done : '';
    const made =
      printers.get(key) ?? printerFor(invocation, { operation: done + dryRunEndings[dryRun], isTyped });
    printers.set(key, made);
    return made;
  };
  printer(operation);
  return (object, done = operation) => printer(done).print(object as KubeDocument);
}
