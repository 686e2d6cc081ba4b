import type { Task } from '../../../cluster/process';
import { withLastApplied } from '../../apply/last-applied';
import { outcomePrinter } from '../../apply/outcome';
import { dryRunOf, writeFlags, writeQuery } from '../../apply/write-flags';
import { failure, usageError } from '../../cli-error';
import type { Flag, Invocation, Verb } from '../../kubectl.types';
import { pathOf } from '../../resource/rest-mapper';

/** What the verbs behind `kubectl create` share (pkg/cmd/create): one name, an object out of flags, and what is said of it. */
export interface Generator {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** Behind `kubectl create `. */
  readonly usage: string;
  readonly flags: readonly Flag[];
  readonly kind: readonly [apiVersion: string, kind: string, plural: string];
  readonly isClusterScoped?: boolean;
  /** What is behind `--` is the container's command; elsewhere it would be names. */
  readonly takesCommand?: boolean;
  /** In the error text: `failed to create ClusterIP service: …`; empty: the server's error stands alone. */
  readonly noun?: string;
  /** Everything but kind, name and namespace. May give the object another name (`--append-hash`). Throws kubectl's errors. */
  generate(invocation: Invocation, name: string): Generated;
}

export type Generated = { readonly metadata?: object; readonly [field: string]: unknown };

/** The names before `--`: what stands behind it is a command. */
export function argsBeforeDashes({ args, argsAfterDashes = [] }: Invocation): readonly string[] {
  return args.slice(0, args.length - argsAfterDashes.length);
}

/** Throws when there is not exactly one name. */
export function nameOf(invocation: Invocation, takesCommand = false): string {
  const names = takesCommand ? argsBeforeDashes(invocation) : invocation.args;
  const [name] = names;
  if (name === undefined || names.length !== 1)
    throw usageError(invocation, `exactly one NAME is required, got ${names.length}`);
  return name;
}

export function createSubcommand(generator: Generator): Verb {
  const { name, aliases, summary, usage, flags } = generator;
  return {
    name,
    ...(aliases && { aliases }),
    summary,
    usage: `kubectl create ${usage} [--dry-run=server|client|none] [options]`,
    flags: [...flags, ...writeFlags('kubectl-create'), saveConfigFlag],
    run: (invocation) => run(invocation, generator),
  };
}

export const saveConfigFlag: Flag = {
  name: 'save-config',
  type: 'bool',
  usage: 'Keep the configuration in the annotation that apply reads.',
};

function* run(invocation: Invocation, generator: Generator): Task<number> {
  yield* [];
  const { flags, namespace, isNamespaceGiven, client } = invocation;
  const [apiVersion, kind, plural] = generator.kind;
  const name = nameOf(invocation, generator.takesCommand);
  const dryRun = dryRunOf(invocation);
  const print = outcomePrinter(invocation, 'created', dryRun, dryRun === 'client');
  const { metadata, ...fields } = generator.generate(invocation, name);
  const isNamespaced = !generator.isClusterScoped;
  // The order of fields is that of the Go types: `-o json` of a typed object shows it.
  let object: Generated = {
    kind,
    apiVersion,
    metadata: { name, ...(isNamespaced && isNamespaceGiven && { namespace }), ...metadata },
    ...fields,
  };
  if (flags.bool('save-config')) object = withLastApplied(object, true);
  if (dryRun !== 'client') {
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    try {
      object = client.request({
        method: 'POST',
        path: pathOf({ group, version, plural, isNamespaced }, namespace),
        query: writeQuery(invocation, dryRun),
        body: object,
      }) as Generated;
    } catch (error) {
      // Namespaces and quotas give the server's error on as it is; the others put it into a sentence of their own.
      if (generator.noun === '') throw error;
      throw failure(
        `failed to create ${generator.noun ?? `${kind.toLowerCase()}:`} ${(error as Error).message}`,
      );
    }
  }
  print(object);
  return 0;
}
