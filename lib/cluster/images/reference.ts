/** Names of images as registries know them (github.com/distribution/reference). */
export interface ImageReference {
  /** `docker.io/library/nginx` */
  readonly repository: string;
  readonly tag: string;
  /** `docker.io/library/nginx:1.27`, as containerd says it. */
  readonly name: string;
}

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const shape = new RegExp(
  `^((?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\\d+)?/)?${component}(?:/${component})*)(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$`,
);

/** Reads what stands in `image:`; undefined when it is no image name. */
export function parseReference(image: string): ImageReference | undefined {
  if (image.length > 400) return undefined;
  const found = shape.exec(image);
  if (found === null) return undefined;
  const [, path = '', tag = 'latest', digest] = found;
  const first = path.split('/')[0] ?? '';
  const hasHost = path.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  const repository = hasHost ? path : `docker.io/${path.includes('/') ? path : `library/${path}`}`;
  return { repository, tag, name: digest ? `${repository}@${digest}` : `${repository}:${tag}` };
}

/** A made-up but steady SHA-256 of `text`: 64 hexadecimal digits out of FNV-1a rounds. */
export function fakeDigest(text: string): string {
  let digest = '';
  let value = 0x811c9dc5;
  for (let round = 0; round < 8; round++) {
    for (let index = 0; index < text.length; index++)
      value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    value = Math.imul(value ^ round, 0x01000193);
    value ^= value >>> 15;
    digest += (value >>> 0).toString(16).padStart(8, '0');
  }
  return digest;
}
