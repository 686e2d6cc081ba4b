import type { Cluster } from '@/lib/cluster/cluster';
import type { StreamListener } from '@/lib/cluster/kube-apiserver/request.types';
import type { KubectlHost } from '@/lib/kubectl/kubectl.types';
import type { Outcome } from './real-kubectl';

/** Our kubectl, in process, on a cluster in virtual time. */
export interface OurOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** What the config file says; the real one is written from the same. */
  readonly server?: string;
  /** `s/before/after/`: what the learner does in the editor. */
  readonly editor?: string;
  /** Virtual ms that may pass. */
  readonly limitMs?: number;
  /** Whether the server then ends open watches and followed logs. */
  readonly endsStreams?: boolean;
}

type Door = typeof import('@/lib/kubectl/kubectl');
let door: Door | undefined;

/** Loads lib/kubectl. @returns why it does not load, or undefined */
export async function loadOurKubectl(): Promise<string | undefined> {
  try {
    door = await import('@/lib/kubectl/kubectl');
    (await import('@/lib/kubectl/apart-verbs')).registerApart();
    (await import('@/lib/kubectl/apart-verbs')).registerApart();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

export const ordinaryServer = 'http://10.0.0.2:6443';

/** The config both kubectls are given. */
export function configOf(server: string): KubectlHost['config'] {
  return {
    currentContext: 'reconcile',
    contexts: [{ name: 'reconcile', cluster: 'reconcile', user: 'learner' }],
    clusters: [{ name: 'reconcile', server }],
  };
}

const longestMs = 900_000;

/** Runs a command line (without the word `kubectl`) to its end. A defect of ours is an outcome, too. */
export function runOurKubectl(cluster: Cluster, words: readonly string[], options: OurOptions): Outcome {
  if (door === undefined) return { stdout: '', stderr: 'lib/kubectl is not loaded\n', exitCode: -2 };
  const { limitMs = longestMs, endsStreams = false } = options;
  const untilMs = cluster.nowMs + limitMs;
  const streams = new Set<StreamListener>();
  const host = hostOf(cluster, options, streams, () => endsStreams && cluster.nowMs > untilMs);
  let outcome: Outcome = { stdout: '', stderr: '(did not end)\n', exitCode: -1 };
  const { collect } = door;
  try {
    const process = cluster.simulation.spawn(
      (function* () {
        outcome = yield* collect(host, words, options.stdin);
      })(),
      'kubectl',
    );
    while (!process.isDone && (cluster.simulation.queue.nextAtMs ?? Infinity) <= untilMs) cluster.step();
    // The server's end of every watch; a command that goes on then has a little while to come to its own end.
    if (endsStreams) for (const listener of [...streams]) listener.onEnd?.();
    const graceMs = untilMs + 60_000;
    while (!process.isDone && (cluster.simulation.queue.nextAtMs ?? Infinity) <= graceMs) cluster.step();
    if (!process.isDone) process.kill();
  } catch (error) {
    return { stdout: '', stderr: `(crash) ${(error as Error).stack}\n`, exitCode: -1 };
  }
  return outcome;
}

function hostOf(
  cluster: Cluster,
  { files, server = ordinaryServer, editor = '' }: OurOptions,
  streams: Set<StreamListener>,
  isOver: () => boolean,
): KubectlHost {
  const folder = new Map(Object.entries(files));
  return {
    request: (request) => cluster.request(request),
    watch: (request, listener) => {
      const answer = cluster.watch(request, {
        ...listener,
        onEnd: () => {
          streams.delete(listener);
          listener.onEnd?.();
        },
      });
      streams.add(listener);
      if (isOver()) cluster.simulation.after(0, 'end', () => listener.onEnd?.());
      return answer as ReturnType<KubectlHost['watch']>;
    },
    // The real kubectl's clock is somewhere inside this second: what happened in it counts as past for both.
    epochNowMs: () => cluster.simulation.epochNowMs + 500,
    readFile: (path) => folder.get(path.replace(/^\.\//, '')),
    listFiles: (path) => {
      const inside = path === '.' ? '' : `${path.replace(/^\.\//, '').replace(/\/$/, '')}/`;
      return [...folder.keys()].filter((name) => name.startsWith(inside)).sort();
    },
    writeFile: (path, text) => {
      folder.set(path, text);
    },
    edit: function* (_name, text) {
      const [, before = '', after = ''] = editor.split('/');
      return before === ''
        ? text
        : text
            .split('\n')
            .map((line) => line.replace(before, after))
            .join('\n');
    },
    config: configOf(server),
  };
}
