import type { Task } from '../../cluster/process';
import type { Json } from '../apply/json-value';
import { throwAll } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { type BuilderOptions, build, type Info, visit } from '../resource/builder';

/** What label, annotate, taint, set and others share: find the objects, do something to each, tell all errors at the end. */
export type Found = Info & { readonly object: KubeDocument };

/** The flags that choose objects, as the builder wants them. */
export function chosenBy(
  { flags }: Invocation,
  args: readonly string[],
  more: BuilderOptions = {},
): BuilderOptions {
  return {
    args,
    filenames: flags.strings('filename'),
    isRecursive: flags.bool('recursive'),
    requireNamespace: true,
    ...more,
  };
}

/** @param change what is done to each object; errors are kept until all had their turn */
export function* forEachObject(
  invocation: Invocation,
  options: BuilderOptions,
  change: (found: Found) => void | Task,
  empty?: string,
): Task<number> {
  const built = build(invocation, options);
  const errors: Error[] = [];
  const found = visit(invocation, built, errors);
  if (empty !== undefined && found.length === 0 && errors.length === 0) throw new Error(empty);
  for (const each of found) {
    try {
      const task = change(each);
      if (task) yield* task;
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
      errors.push(error);
    }
  }
  throwAll(errors);
  return 0;
}

/** An object's JSON, to be changed field by field. */
export const jsonOf = (object: KubeDocument): Json => object as Json;
