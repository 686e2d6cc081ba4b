import { failure } from './cli-error';
import type { KubeDocument } from './kube-document';
import type { Printer } from './printers/printer';

/** What is not a verb and loads apart, too: forms of -o and sorting. They register here; until then they say so. */
export interface Parts {
  /** Makes a printer of a template: `jsonpath`, `go-template`, `custom-columns`. */
  readonly forms: (
    template: string,
    out: (text: string) => void,
    options: { readonly allowsMissing: boolean; readonly hasNoHeaders: boolean },
  ) => Printer;
  /** Whole objects as text: `kyaml`. */
  readonly emitters: (object: KubeDocument) => string;
  /** `--sort-by`. */
  readonly sorters: <T>(items: readonly T[], expression: string, objectOf: (item: T) => unknown) => T[];
}

const parts: { [K in keyof Parts]: Map<string, Parts[K]> } = {
  forms: new Map(),
  emitters: new Map(),
  sorters: new Map(),
};

/** Adds a part that was loaded. */
export function registerPart<K extends keyof Parts>(kind: K, name: string, part: Parts[K]): void {
  parts[kind].set(name, part);
}

/** The part of this name; throws while it is not loaded. */
export function partOf<K extends keyof Parts>(kind: K, name: string): Parts[K] {
  const part = parts[kind].get(name);
  if (part === undefined) throw failure(`${name} is still being loaded; try again in a moment`);
  return part;
}
