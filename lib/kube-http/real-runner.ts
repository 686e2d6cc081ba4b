import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Cluster } from '../cluster';
import { KubeHttpServer } from './kube-http-server';

/** Steps taken between two looks at what the real kubectl has to say. */
const stepsAtOnce = 50;

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Runs command lines in bash with a real kubectl over HTTP. Virtual time stands still, except that a kubectl that polls gets
 * the real time between its requests, and one that holds a watch open gets the next event at once.
 */
export class RealRunner {
  private readonly http: KubeHttpServer;
  private readonly folder = mkdtempSync(join(tmpdir(), 'transcript-'));
  private lastRequestMs = 0;
  private isForwarding = false;

  constructor(private readonly cluster: Cluster) {
    this.http = new KubeHttpServer({
      cluster: () => this.cluster,
      onStream: () => void this.fastForward(),
      onRequest: () => this.followPolling(),
    });
  }

  /** @param kubectl the program's path */
  async open(kubectl: string): Promise<this> {
    const port = await this.http.listen();
    const bin = join(this.folder, 'bin');
    mkdirSync(bin);
    mkdirSync(join(this.folder, 'work'));
    const script = `#!/bin/sh\nexec ${JSON.stringify(resolve(kubectl))} --server=http://127.0.0.1:${port} --cache-dir=${JSON.stringify(join(this.folder, 'cache'))} "$@"\n`;
    for (const name of ['kubectl', 'k']) writeFileSync(join(bin, name), script, { mode: 0o755 });
    return this;
  }

  writeFile(path: string, text: string): void {
    const target = join(this.folder, 'work', path);
    if (!target.startsWith(join(this.folder, 'work')))
      throw new Error(`A transcript's files stand beside it, found ${JSON.stringify(path)}.`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  run(command: string): Promise<Result> {
    this.lastRequestMs = 0;
    return new Promise((done, fail) => {
      const child = spawn('bash', ['-c', command], {
        cwd: join(this.folder, 'work'),
        env: {
          ...process.env,
          KUBECONFIG: '',
          HOME: this.folder,
          PATH: `${join(this.folder, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const written = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        written.stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        written.stderr += text;
      });
      child.on('error', fail);
      child.on('close', (exitCode) => {
        this.http.endStreams();
        done({ ...written, exitCode: exitCode ?? 130 });
      });
    });
  }

  async close(): Promise<void> {
    await this.http.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async fastForward(): Promise<void> {
    if (this.isForwarding) return;
    this.isForwarding = true;
    while (this.http.openStreams > 0) {
      for (let step = 0; step < stepsAtOnce && this.http.openStreams > 0; step++)
        if (!this.cluster.step()) break;
      await setImmediate();
    }
    this.isForwarding = false;
  }

  private followPolling(): void {
    const nowMs = performance.now();
    if (this.lastRequestMs > 0 && this.http.openStreams === 0)
      this.cluster.advance(Math.floor(nowMs - this.lastRequestMs));
    this.lastRequestMs = nowMs;
  }
}

/** A runner with the kubectl at `kubectl`; close it when the transcript is over. */
export function realRunner(cluster: Cluster, kubectl: string): Promise<RealRunner> {
  return new RealRunner(cluster).open(kubectl);
}
