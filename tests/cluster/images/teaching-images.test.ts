import { describe, expect, it } from 'vitest';
import { configMaps } from '@/lib/cluster/api/resources';
import { teachingImages } from '@/lib/cluster/images/teaching-images';
import { beginNode, type ContainerDraft } from '../kubelet/one-node';

function begin(name: string, draft: ContainerDraft, spec = {}) {
  const node = beginNode(teachingImages);
  node.run(name, draft, spec);
  const endpoint = () => node.server.kubelets.get('node-1');
  return {
    ...node,
    lines: (isPrevious = false) =>
      endpoint()
        ?.logs('default', name, 'c', isPrevious)
        .map(({ text }) => text),
    exec: (...command: string[]) => endpoint()?.exec('default', name, 'c', command, ''),
    container: () => {
      const { uid } = node.pod(name).metadata;
      const found = node.kubelet.runtime.sandboxes.get(uid)?.containers.get('c')?.at(-1);
      if (found === undefined) throw new Error(`${name} has no container`);
      return found;
    },
  };
}

const get = (path: string) => ({ method: 'GET', path, headers: {} });

describe('the registry', () => {
  const errorOf = (image: string) => {
    const answer = teachingImages.resolve(image);
    return 'error' in answer ? answer.error : undefined;
  };

  it('knows common names, and not their made-up tags', () => {
    expect(errorOf('nginx')).toBeUndefined();
    expect(errorOf('nginx:1.25-alpine')).toBeUndefined();
    expect(errorOf('docker.io/library/postgres:17')).toBeUndefined();
    expect(errorOf('nginx:nope')).toBe(
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found',
    );
    expect(errorOf('nginx:1.999')).toContain('not found');
  });

  it('refuses made-up names as Docker Hub does', () => {
    expect(errorOf('ngnix')).toBe(
      'failed to pull and unpack image "docker.io/library/ngnix:latest": failed to resolve reference "docker.io/library/ngnix:latest": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    );
    expect(errorOf('constructor')).toContain('pull access denied');
  });
});

describe('nginx', () => {
  it('serves its page, logs requests, and says 404', () => {
    const pod = begin('web', { image: 'nginx:1.29' });
    pod.seconds(6);
    expect(pod.container().handle(80, get('/'))?.body).toContain('Welcome to nginx!');
    expect(pod.container().handle(80, get('/nope'))?.status).toBe(404);
    expect(pod.lines()?.at(-1)).toMatch(/"GET \/nope HTTP\/1.1" 404 /);
    expect(pod.exec('curl', '-s', 'localhost')?.stdout).toContain('Welcome to nginx!');
  });

  it('serves what a ConfigMap puts there', () => {
    const pod = begin(
      'web',
      { image: 'nginx:1.29', volumeMounts: [{ name: 'page', mountPath: '/usr/share/nginx/html' }] },
      { volumes: [{ name: 'page', configMap: { name: 'page', defaultMode: 420 } }] },
    );
    pod.server.create(configMaps, 'default', { metadata: { name: 'page' }, data: { 'index.html': 'hello' } });
    pod.seconds(6);
    expect(pod.container().handle(80, get('/'))?.body).toBe('hello');
    const stored = pod.server.get(configMaps, 'default', 'page');
    pod.server.update(configMaps, { ...stored, data: { 'index.html': 'changed' } });
    pod.seconds(1);
    expect(pod.container().handle(80, get('/'))?.body).toBe('hello');
    // The files follow with the kubelet's periodic sync, after a minute to a minute and a half.
    pod.seconds(95);
    expect(pod.container().handle(80, get('/'))?.body).toBe('changed');
  });
});

describe('the web app', () => {
  it('says its version and its Pod’s name, and 500 when it is broken', () => {
    const [v1, broken] = [
      begin('a', { image: 'reconcile/web:v1' }),
      begin('b', { image: 'reconcile/web:broken' }),
    ];
    v1.seconds(5);
    broken.seconds(5);
    expect(v1.container().handle(8080, get('/'))).toMatchObject({ status: 200, body: 'web v1 on a\n' });
    expect(broken.container().handle(8080, get('/healthz'))?.status).toBe(500);
  });

  it('uses more processor under load, up to its limit, and then answers later', () => {
    const pod = begin('a', { image: 'reconcile/web:v1', resources: { limits: { cpu: '100m' } } });
    pod.seconds(5);
    const answer = () => pod.container().handle(8080, { ...get('/'), count: 100 })?.afterMs ?? 0;
    const before = answer();
    for (let second = 0; second < 30; second++) {
      answer();
      pod.seconds(1);
    }
    expect(pod.container().usage().cpuMilli).toBe(100);
    expect(answer()).toBeGreaterThan(2 * before);
  });
});

describe('a shell script as process 1', () => {
  const sh = (script: string): ContainerDraft => ({ image: 'busybox:1.37', command: ['sh', '-c', script] });

  it('writes its log line by line as time passes', () => {
    const pod = begin('loop', sh('i=0; while true; do echo "tick $i"; i=$((i+1)); sleep 2; done'));
    pod.seconds(7);
    expect(pod.lines()?.slice(0, 3)).toEqual(['tick 0', 'tick 1', 'tick 2']);
    const times = pod.kubelet.runtime.sandboxes.values().next().value?.containers.get('c')?.[0]?.logs() ?? [];
    expect((times[1]?.atMs ?? 0) - (times[0]?.atMs ?? 0)).toBe(2000);
  });

  it('plays the liveness example of the documentation', () => {
    const pod = begin('live', {
      ...sh('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'),
      livenessProbe: {
        exec: { command: ['cat', '/tmp/healthy'] },
        initialDelaySeconds: 5,
        periodSeconds: 5,
        timeoutSeconds: 1,
        successThreshold: 1,
        failureThreshold: 3,
      },
    });
    pod.seconds(30);
    expect(pod.pod('live').status.containerStatuses?.[0]).toMatchObject({ restartCount: 0, ready: true });
    pod.seconds(60);
    // It ignores SIGTERM, so it goes on for its 30 s of grace.
    expect(pod.pod('live').status.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 137 } },
    });
  });

  it('handles SIGTERM when it has a trap', () => {
    const pod = begin('trap', sh(`trap 'echo bye; exit 0' TERM; sleep 1000 & wait`));
    pod.seconds(4);
    pod.container().terminate();
    pod.seconds(1);
    expect(
      pod.pod('trap').status.containerStatuses?.[0]?.lastState.terminated ??
        pod.pod('trap').status.containerStatuses?.[0]?.state.terminated,
    ).toMatchObject({ exitCode: 0 });
  });

  it('burns a core when it never pauses, and time goes on', () => {
    const pod = begin('busy', sh('while true; do :; done'));
    pod.seconds(10);
    expect(pod.container().usage().cpuMilli).toBe(1000);
  });

  it('that cannot be read ends with 2', () => {
    const pod = begin('typo', sh('if true; then echo'), { restartPolicy: 'Never' });
    pod.seconds(4);
    expect(pod.pod('typo').status.containerStatuses?.[0]?.state.terminated).toMatchObject({ exitCode: 2 });
    expect(pod.lines()).toEqual(['sh: syntax error: unexpected end of file (expecting "fi")']);
  });

  it('whose program does not exist never starts', () => {
    const pod = begin('gone', { image: 'busybox:1.37', command: ['nosuch'] });
    pod.seconds(4);
    const status = pod.pod('gone').status.containerStatuses?.[0];
    expect(status?.lastState.terminated).toMatchObject({ exitCode: 128, reason: 'StartError' });
    expect(pod.told('gone').join()).toContain('exec: "nosuch": executable file not found in $PATH');
  });
});

describe('exec', () => {
  const run = () => {
    const pod = begin('box', {
      image: 'busybox:1.37',
      command: ['sleep', '3600'],
      env: [{ name: 'COLOR', value: 'red' }],
    });
    pod.seconds(4);
    return pod;
  };

  it('runs commands with their output and exit code', () => {
    const pod = run();
    expect(pod.exec('hostname')).toEqual({ stdout: 'box\n', stderr: '', exitCode: 0 });
    expect(pod.exec('sh', '-c', 'echo $COLOR | grep -c red; exit 4')).toEqual({
      stdout: '1\n',
      stderr: '',
      exitCode: 4,
    });
    expect(pod.exec('cat', '/nope')).toEqual({
      stdout: '',
      stderr: "cat: can't open '/nope': No such file or directory\n",
      exitCode: 1,
    });
    expect(pod.exec('sh', '-c', 'echo hi > /tmp/a && cat /tmp/a && ls /tmp')?.stdout).toBe('hi\na\n');
  });

  it('refuses a program that is not there, and a container that does not run', () => {
    const pod = run();
    expect(() => pod.exec('bash')).toThrow(/exec: "bash": executable file not found in \$PATH/);
    expect(() => pod.server.kubelets.get('node-1')?.exec('default', 'box', 'x', ['ls'], '')).toThrow(
      'unable to upgrade connection: container not found ("x")',
    );
  });

  it('never hangs or throws on hostile scripts', () => {
    const pod = run();
    for (const script of [
      'while true; do :; done',
      '$(('.repeat(50),
      '('.repeat(1000),
      '${',
      'cat <',
      'a=b; $a',
      `${'$(echo '.repeat(60)}x${')'.repeat(60)}`,
    ])
      expect(pod.exec('sh', '-c', script)?.exitCode).not.toBe(0);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
    expect(pod.exec('sh', '-c', 'echo ${constructor} $__proto__; test constructor x')?.exitCode).toBe(1);
  });
});

describe('logs', () => {
  it('of an earlier instance stay for --previous; what never started has none', () => {
    const pod = begin('crash', { image: 'reconcile/crash:v1' });
    expect(() => pod.lines()).toThrow('container "c" in pod "crash" is waiting to start - no logs yet');
    pod.seconds(9);
    expect(pod.lines(true)).toEqual(['starting', 'fatal: cannot connect to the database']);
    expect(pod.lines()?.[0]).toBe('starting');
    const fresh = begin('web', { image: 'nginx:1.29' });
    fresh.seconds(6);
    expect(() => fresh.lines(true)).toThrow('previous terminated container "c" in pod "web" not found');
  });
});
