import { describe, expect, it } from 'vitest';
import { Scenario, steps } from './scenario';

/** Recordings 14 and 03: the STATUS column of one Pod over time. */
const pod = (spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  ${spec.replace(/\n/g, '\n  ')}\n`;
const shell = (script: string, name = 'c') =>
  `{name: ${name}, image: busybox, command: [sh, -c, "${script}"]}`;

function begin(spec: string) {
  const s = new Scenario().file('p.yaml', pod(spec));
  s.run('kubectl apply -f p.yaml');
  return s;
}

/** READY, STATUS and the number of restarts, looked at every half second. */
function states(s: Scenario, seconds: number): string[] {
  const seen: string[] = [];
  for (let half = 0; half < seconds * 2; half++) {
    const [, ready, status, restarts] = s.seconds(0.5).lines('kubectl get pod p')[1]?.split(' ') ?? [];
    seen.push(`${ready} ${status} ${restarts}`);
  }
  return steps(seen);
}

describe('the states of a Pod', () => {
  it('with two init containers of 3 s', () => {
    const s = begin(
      `initContainers: [${shell('sleep 3', 'i1')}, ${shell('sleep 3', 'i2')}]\ncontainers: [{name: c, image: nginx}]`,
    );
    expect(states(s, 13)).toEqual([
      '0/1 Init:0/2 0',
      '0/1 Init:1/2 0',
      '0/1 PodInitializing 0',
      '1/1 Running 0',
    ]);
    expect(s.run("kubectl get pod p -o jsonpath='{.status.initContainerStatuses[*].ready}'")).toBe(
      'true true',
    );
    expect(
      s.run("kubectl get pod p -o jsonpath='{.status.initContainerStatuses[*].state.terminated.reason}'"),
    ).toBe('Completed Completed');
  });

  it.each([
    [
      'env from a ConfigMap that is not there',
      'env: [{name: A, valueFrom: {configMapKeyRef: {name: nosuch, key: a}}}]',
      'Error: configmap "nosuch" not found',
    ],
    [
      'envFrom a Secret that is not there',
      'envFrom: [{secretRef: {name: nosuch}}]',
      'Error: secret "nosuch" not found',
    ],
    [
      'a key that is not there',
      'env: [{name: A, valueFrom: {configMapKeyRef: {name: kube-root-ca.crt, key: a}}}]',
      "Error: couldn't find key a in ConfigMap default/kube-root-ca.crt",
    ],
  ])('with %s: CreateContainerConfigError', (_, env, message) => {
    const s = begin(`containers: [{name: c, image: nginx, ${env}}]`);
    expect(states(s, 16).at(-1)).toBe('0/1 CreateContainerConfigError 0');
    expect(s.messages('Failed')).toContain(message);
  });

  it('with a volume from a ConfigMap that is not there: it stays ContainerCreating', () => {
    const s = begin(
      'volumes: [{name: v, configMap: {name: nosuch}}]\ncontainers: [{name: c, image: nginx, volumeMounts: [{name: v, mountPath: /v}]}]',
    );
    expect(states(s, 20)).toEqual(['0/1 ContainerCreating 0']);
    expect(s.messages('FailedMount')).toContain(
      'MountVolume.SetUp failed for volume "v" : configmap "nosuch" not found',
    );
  });

  it('with an image that does not exist: ErrImagePull and ImagePullBackOff in turn', () => {
    const s = begin('containers: [{name: c, image: "nginx:nope"}]');
    const seen = states(s, 45).map((state) => state.split(' ')[1]);
    expect(seen.slice(0, 4)).toEqual([
      'ContainerCreating',
      'ErrImagePull',
      'ImagePullBackOff',
      'ErrImagePull',
    ]);
    expect(s.messages('Failed')).toContain('Error: ErrImagePull');
    expect(s.messages('BackOff')[0]).toMatch(/^Back-off pulling image "nginx:nope"/);
  });

  it('with imagePullPolicy Never and no image: ErrImageNeverPull', () => {
    expect(states(begin('containers: [{name: c, image: "redis:7", imagePullPolicy: Never}]'), 5).at(-1)).toBe(
      '0/1 ErrImageNeverPull 0',
    );
  });

  it('that ends with 1: started again at once, then Error, CrashLoopBackOff and again, ever later', () => {
    const s = begin(`containers: [${shell('sleep 2; exit 1')}]`);
    const seen = states(s, 60);
    expect(seen.slice(0, 5)).toEqual([
      '0/1 ContainerCreating 0',
      '1/1 Running 0',
      '0/1 Error 0',
      '1/1 Running 1',
      '0/1 Error 1',
    ]);
    const second = seen.slice(seen.indexOf('0/1 Error 2'));
    expect(second.slice(0, 3)).toEqual(['0/1 Error 2', '0/1 CrashLoopBackOff 2', '1/1 Running 3']);
  });

  it.each([
    ['OnFailure', 'exit 1', ['0/1 ContainerCreating 0', '1/1 Running 0', '0/1 Error 0', '1/1 Running 1']],
    ['OnFailure', 'exit 0', ['0/1 ContainerCreating 0', '1/1 Running 0', '0/1 Completed 0']],
    ['Never', 'exit 1', ['0/1 ContainerCreating 0', '1/1 Running 0', '0/1 Error 0']],
    ['Never', 'exit 0', ['0/1 ContainerCreating 0', '1/1 Running 0', '0/1 Completed 0']],
  ])('with restartPolicy %s that ends with "%s"', (policy, how, expected) => {
    const s = begin(`restartPolicy: ${policy}\ncontainers: [${shell(`sleep 2; ${how}`)}]`);
    expect(states(s, 7).slice(0, expected.length)).toEqual(expected);
  });

  it('of two containers, one of which ends with 1', () => {
    const s = begin(`containers: [{name: a, image: nginx}, ${shell('sleep 2; exit 1', 'b')}]`);
    expect(states(s, 7).slice(0, 4)).toEqual([
      '0/2 ContainerCreating 0',
      '2/2 Running 0',
      '1/2 Error 0',
      '2/2 Running 1',
    ]);
  });

  it('whose liveness probe fails: twice started again at once, since back-off counts from the container before', () => {
    const s = begin(
      'containers: [{name: c, image: nginx, livenessProbe: {exec: {command: [cat, /tmp/healthy]}, periodSeconds: 1}}]',
    );
    const seen = states(s, 24);
    expect(seen.filter((state) => state.includes('Running')).slice(0, 3)).toEqual([
      '1/1 Running 0',
      '1/1 Running 1',
      '1/1 Running 2',
    ]);
    expect(seen.findIndex((state) => state.includes('CrashLoopBackOff'))).toBeGreaterThan(
      seen.indexOf('1/1 Running 2'),
    );
    expect(s.messages('Killing')[0]).toBe('Container c failed liveness probe, will be restarted');
    expect(s.messages('Unhealthy')[0]?.trim()).toBe(
      "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory",
    );
  });

  it('with a readiness probe after 5 s is Running before it is ready', () => {
    const s = begin(
      'containers: [{name: c, image: nginx, readinessProbe: {exec: {command: ["true"]}, initialDelaySeconds: 5, periodSeconds: 1}}]',
    );
    const seen = states(s, 12);
    expect(seen).toEqual(['0/1 ContainerCreating 0', '0/1 Running 0', '1/1 Running 0']);
  });
});
