import { describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster/presets';
import { realRunner } from '@/lib/kube-http/real-runner';
import { ownRunner, play } from '@/lib/transcript/play';
import { timeline } from '@/lib/transcript/timeline';
import { type Entry, parseTranscript, printEntry, TranscriptError } from '@/lib/transcript/transcript';
import { findRealKubectl } from '../conformance/real-kubectl';

const played = async (text: string) => {
  const cluster = clusterOf('recorded');
  const result = await play(parseTranscript(text), cluster, ownRunner(cluster));
  return { ...result, cluster, text: result.entries.map(printEntry).join('') };
};

describe('a transcript', () => {
  it('is read and written in the same form', () => {
    const text = `# two commands
(file x.yaml)
apiVersion: v1

kind: Pod
(end of file)

[t+1.5s] $ kubectl apply -f x.yaml
pod/x created
[stderr]
Warning: a warning
[exit 0]

(total load is now 800 millicores)
[t+2.0s] $ kubectl rollout status deploy/web
[exit stopped after 5s]

[t+9.0s] $ kubectl get pods -o name
pod/x
[no newline at the end]
[exit 0]

`;
    const entries = parseTranscript(text);
    expect(entries.map(printEntry).join('')).toBe(text);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'comment',
      'file',
      'command',
      'comment',
      'command',
      'command',
    ]);
    expect(entries[2]).toMatchObject({
      atSeconds: 1.5,
      stdout: 'pod/x created\n',
      stderr: 'Warning: a warning\n',
      exitCode: 0,
    });
    expect(entries[4]).toMatchObject({ stoppedAfterSeconds: 5 });
    expect(entries[5]).toMatchObject({ stdout: 'pod/x' });
  });

  it('knows a watch by "(stopped)", how long it lasted and what was done meanwhile', () => {
    const [entry] = parseTranscript(`[t+0.0s] $ kubectl get pods -w
  0.10  NAME   READY
  2.00  (in another terminal: kubectl delete pod x)
  3.25  x      1/1
(stopped)
`);
    expect(entry).toMatchObject({
      watch: { untilSeconds: 3.75, meanwhile: [{ atSeconds: 2, command: 'kubectl delete pod x' }] },
    });
  });

  it('passes over an outcome whose command was cut away', () => {
    expect(parseTranscript('web   1/1\n[exit 0]\n\n$ kubectl get pods\n')).toHaveLength(1);
  });

  it('may have Windows line ends', () => {
    expect(parseTranscript('# a\r\n$ kubectl get pods\r\n[exit 0]\r\n')).toEqual(
      parseTranscript('# a\n$ kubectl get pods\n[exit 0]\n'),
    );
  });

  it.each([
    ['(file x.yaml)\nkind: Pod\n', 'Line 1: the file x.yaml has no end.'],
    ['# fine\nkubectl get pods\n', 'Line 2: found "kubectl get pods".'],
  ])('says where it is wrong: %j', (text, message) => {
    expect(() => parseTranscript(text)).toThrow(TranscriptError);
    expect(() => parseTranscript(text)).toThrow(message);
  });
});

describe('playing a transcript', () => {
  it('types each command at its time, and prints an outcome that plays to the same again', async () => {
    const once = await played(`[t+0s] $ kubectl create deploy web --image=nginx --replicas=2
[t+5s] $ kubectl get deploy web
[t+6s] $ kubectl get nosuch
`);
    expect(once.text).toContain('[t+5.0s] $ kubectl get deploy web\nNAME   READY');
    expect(once.text).toContain('web    2/2     2            2           5s\n[exit 0]');
    expect(once.text).toContain(
      '[stderr]\nerror: the server doesn\'t have a resource type "nosuch"\n[exit 1]',
    );
    expect((await played(once.text)).text).toBe(once.text);
  });

  it('gives what was typed without a time a few seconds to take effect', async () => {
    const { text } = await played('$ kubectl run x --image=nginx\n$ kubectl get pod x\n');
    expect(text).toMatch(/x {6}1\/1 +Running/);
  });

  it('begins anew where the clock goes back', async () => {
    const { text } = await played('[t+100s] $ kubectl run x --image=nginx\n[t+1s] $ kubectl get pod x\n');
    expect(text).toContain('[t+1.0s] $ kubectl get pod x');
    expect(text).toMatch(/x +1\/1 +Running +0 +1s|x +0\/1 +\S+ +0 +\d+s/);
  });

  it('writes a watch with the seconds in front of its lines', async () => {
    const { text } = await played(`[t+0s] $ kubectl run x --image=nginx
[t+4s] $ kubectl get pods -w
  1.00  (in another terminal: kubectl delete pod x --wait=false)
  9.00  x
(stopped)
`);
    const watch = text.slice(text.indexOf('$ kubectl get pods -w'));
    expect(watch).toMatch(/^ {2}0\.\d\d {2}x +1\/1 +Running +0 +4s$/m);
    expect(watch).toContain('  1.00  (in another terminal: kubectl delete pod x --wait=false)');
    expect(watch).toMatch(/1\/1 +Terminating[\s\S]*0\/1 +Completed[\s\S]*\(stopped\)/);
  });

  it('has the machine room, and says what can be done there', async () => {
    const { text, cluster } = await played(`[t+0s] $ machine node-1 power-off
[t+1s] $ component kube-scheduler stop
[t+2s] $ machine node-1 explode
[t+60s] $ kubectl get node node-1
`);
    expect(text).toContain(
      'A machine can "power-off", "power-on", "cut", "heal" or "remove", found "explode".\n[exit 1]',
    );
    expect(text).toContain('node-1   NotReady');
    expect(cluster.inputs.length).toBeGreaterThan(0);
  });

  it('shows the watch events as a timeline, what was done in between', async () => {
    const { cluster, actions, fromMs } = await played('[t+1s] $ kubectl run x --image=nginx\n');
    cluster.advance(5000);
    const lines = timeline(cluster.etcd.history(), actions, fromMs).map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ t: 1, action: 'kubectl run x --image=nginx' });
    const pod = lines.filter(({ kind, name }) => kind === 'Pod' && name === 'x');
    expect(pod[0]).toMatchObject({ ev: 'ADDED', node: null, phase: 'Pending', conditions: {} });
    expect(pod.at(-1)).toMatchObject({ ev: 'MODIFIED', phase: 'Running' });
    expect(pod.at(-1).t - pod[0].t).toBeGreaterThan(0.3);
  });
});

const outcomes = (entries: readonly Entry[]) =>
  entries.flatMap((entry) =>
    entry.kind === 'command'
      ? [`${entry.stdout}|${entry.stderr}|${entry.exitCode}`.replace(/\d+s$/gm, 'AGE')]
      : [],
  );

const real = findRealKubectl();

describe.skipIf(real === undefined)('--real', () => {
  it('plays the same transcript with the real kubectl, to the same outcome', async () => {
    const text = `(file web.yaml)
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers: [{name: c, image: nginx}]
(end of file)

[t+0.0s] $ kubectl apply -f web.yaml
[t+4.0s] $ kubectl get pods
[t+5.0s] $ kubectl get pod web -o jsonpath='{.status.phase}'
[t+6.0s] $ kubectl delete pod nosuch
`;
    const cluster = clusterOf('recorded', { epochMs: Math.floor(Date.now() / 1000) * 1000 - 120_000 });
    const runner = await realRunner(cluster, real ?? '');
    try {
      const theirs = await play(parseTranscript(text), cluster, runner);
      expect(outcomes(theirs.entries)).toEqual(outcomes((await played(text)).entries));
      expect(outcomes(theirs.entries)[1]).toMatch(/web +1\/1 +Running +0 +AGE/);
    } finally {
      await runner.close();
    }
  });
});
