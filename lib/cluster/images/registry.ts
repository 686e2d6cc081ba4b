import type { Image } from './image.types';
import { type ImageReference, parseReference } from './reference';

/** Where images come from: what a pull gives, or the registry's words why not. */
export interface Registry {
  resolve(image: string): PullAnswer;
}

export type PullAnswer =
  | { readonly reference: ImageReference; readonly image: Image }
  | { readonly error: string; readonly afterMs: number };

const unresolved = ({ name }: ImageReference) =>
  `failed to pull and unpack image "${name}": failed to resolve reference "${name}": `;

/** The registry knows the image, but not this tag (containerd's words with the status code that gRPC puts before). */
export function tagNotFound(reference: ImageReference, afterMs: number): PullAnswer {
  return {
    error: `rpc error: code = NotFound desc = ${unresolved(reference)}${reference.name}: not found`,
    afterMs,
  };
}

/** Docker Hub does not tell a private repository from one that does not exist. */
export function accessDenied(reference: ImageReference, afterMs: number): PullAnswer {
  return {
    error: `${unresolved(reference)}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
    afterMs,
  };
}

/** A name that cannot be read ends before any registry is asked. */
export function invalidReference(image: string): PullAnswer {
  return { error: `couldn't parse image name "${image}": invalid reference format`, afterMs: 0 };
}

/** Registries for `parseReference`d names. */
export function registryOf(answer: (reference: ImageReference) => PullAnswer): Registry {
  return {
    resolve: (image) => {
      const reference = parseReference(image);
      return reference === undefined ? invalidReference(image) : answer(reference);
    },
  };
}
