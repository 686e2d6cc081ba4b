import type { FileSystem } from '../images/image.types';

/** What is mounted at a path: files by their path below it. A Map is written to; a mount without one is read-only. */
export interface Mount {
  readonly path: string;
  readonly files: Map<string, string>;
  readonly isReadOnly: boolean;
}

/** `a/../b//c` as `/b/c`. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

const ordinaryDirectories = ['/bin', '/dev', '/etc', '/proc', '/root', '/tmp', '/usr', '/usr/bin', '/var'];
const removed = Symbol('removed');

/**
 * A container's files: the image's below, what it wrote itself above, volumes at their paths. Only text is kept; owners,
 * modes and links are left out.
 */
export class ContainerFiles implements FileSystem {
  private own: Map<string, string | typeof removed> | undefined;
  private directories: Set<string> | undefined;

  constructor(
    private readonly imageFiles: Readonly<Record<string, string>>,
    private readonly mounts: readonly Mount[],
  ) {}

  read(path: string): string | undefined {
    const name = normalize(path);
    const [mount, below] = this.mountOf(name);
    if (mount) return mount.files.get(below);
    const text = this.own?.get(name);
    if (text !== undefined) return text === removed ? undefined : text;
    return Object.hasOwn(this.imageFiles, name) ? this.imageFiles[name] : undefined;
  }

  write(path: string, text: string): string | undefined {
    const name = normalize(path);
    if (this.isDirectory(name)) return 'Is a directory';
    if (!this.isDirectory(name.slice(0, name.lastIndexOf('/')) || '/')) return 'nonexistent directory';
    const [mount, below] = this.mountOf(name);
    if (mount?.isReadOnly) return 'Read-only file system';
    if (mount) mount.files.set(below, text);
    else {
      this.own ??= new Map();
      this.own.set(name, text);
    }
    return undefined;
  }

  remove(path: string): boolean {
    const name = normalize(path);
    if (this.read(name) === undefined) return false;
    const [mount, below] = this.mountOf(name);
    if (mount) return !mount.isReadOnly && mount.files.delete(below);
    this.own ??= new Map();
    this.own.set(name, removed);
    return true;
  }

  makeDirectory(path: string): void {
    this.directories ??= new Set();
    this.directories.add(normalize(path));
  }

  isDirectory(path: string): boolean {
    return this.list(path) !== undefined;
  }

  list(path: string): readonly string[] | undefined {
    const name = normalize(path);
    const prefix = name === '/' ? '/' : `${name}/`;
    const names = new Set<string>();
    let isThere =
      name === '/' || ordinaryDirectories.includes(name) || (this.directories?.has(name) ?? false);
    for (const each of this.paths()) {
      if (!each.startsWith(prefix)) continue;
      isThere = true;
      const first = each.slice(prefix.length).split('/')[0];
      if (first) names.add(first);
    }
    if (this.mounts.some((mount) => mount.path === name)) isThere = true;
    return isThere ? [...names].sort() : undefined;
  }

  private *paths(): Iterable<string> {
    yield* ordinaryDirectories;
    for (const path of Object.keys(this.imageFiles)) if (this.own?.get(path) !== removed) yield path;
    for (const [path, text] of this.own ?? []) if (text !== removed) yield path;
    yield* this.directories ?? [];
    for (const { path, files } of this.mounts) {
      yield path;
      for (const below of files.keys()) yield `${path}/${below}`;
    }
  }

  /** The volume `path` lies in, and the path below it. */
  private mountOf(path: string): readonly [Mount | undefined, string] {
    let found: Mount | undefined;
    for (const mount of this.mounts)
      if (
        (path === mount.path || path.startsWith(`${mount.path}/`)) &&
        mount.path.length >= (found?.path.length ?? 0)
      )
        found = mount;
    return [found, found ? path.slice(found.path.length + 1) : ''];
  }
}
