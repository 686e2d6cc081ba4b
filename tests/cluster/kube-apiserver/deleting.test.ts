import { describe, expect, it } from 'vitest';
import type { Namespace, Pod } from '@/lib/cluster/api/core';
import { deployments, namespaces, podDisruptionBudgets, pods } from '@/lib/cluster/api/resources';
import type { Status } from '@/lib/cluster/kube-apiserver/status-error';
import { aConfigMap, aDeployment, aPod, aServer } from './a-server';

const podsPath = '/api/v1/namespaces/default/pods';
const deploys = '/apis/apps/v1/namespaces/default/deployments';

function aRunningPod(phase: Pod['status']['phase'] = 'Running') {
  const play = aServer();
  play.done('POST', podsPath, aPod('web'));
  play.server.bind('default', 'web', 'node-1');
  const pod = play.server.get(pods, 'default', 'web');
  play.server.update(pods, { ...pod, status: { ...pod.status, phase } }, { subresource: 'status' });
  return play;
}

describe('deleting a Pod', () => {
  it('gives it its grace period', () => {
    const { done, simulation } = aRunningPod();
    simulation.queue.advance(10_000);
    const { metadata } = done<Pod>('DELETE', `${podsPath}/web`);
    expect(metadata).toMatchObject({
      deletionGracePeriodSeconds: 30,
      deletionTimestamp: '2026-03-02T09:00:40Z',
    });
  });

  it('shortens the grace when asked again for less, and never lengthens it', () => {
    const { done, simulation } = aRunningPod();
    done('DELETE', `${podsPath}/web`);
    simulation.queue.advance(5000);
    expect(done<Pod>('DELETE', `${podsPath}/web`, { gracePeriodSeconds: 60 }).metadata).toMatchObject({
      deletionTimestamp: '2026-03-02T09:00:30Z',
    });
    expect(done<Pod>('DELETE', `${podsPath}/web`, { gracePeriodSeconds: 10 }).metadata).toMatchObject({
      deletionTimestamp: '2026-03-02T09:00:10Z',
      deletionGracePeriodSeconds: 10,
    });
  });

  it('is over at once with a grace of 0, on no node, or when it has ended', () => {
    const forced = aRunningPod();
    forced.done('DELETE', `${podsPath}/web?gracePeriodSeconds=0`);
    expect(forced.refused('GET', `${podsPath}/web`).message).toBe('pods "web" not found');
    const ended = aRunningPod('Succeeded');
    ended.done('DELETE', `${podsPath}/web`);
    expect(ended.ask('GET', `${podsPath}/web`).status).toBe(404);
    const waiting = aServer();
    waiting.done('POST', podsPath, aPod('web'));
    waiting.done('DELETE', `${podsPath}/web`);
    expect(waiting.ask('GET', `${podsPath}/web`).status).toBe(404);
  });

  it('keeps it for its finalizers, and lets it go with the last', () => {
    const { done, server, ask } = aServer();
    const body = {
      ...aPod('web'),
      metadata: { name: 'web', finalizers: ['batch.kubernetes.io/job-tracking'] },
    };
    done('POST', podsPath, body);
    done('DELETE', `${podsPath}/web`);
    const pod = server.get(pods, 'default', 'web');
    const { finalizers: _, ...metadata } = pod.metadata;
    server.update(pods, { ...pod, metadata });
    expect(ask('GET', `${podsPath}/web`).status).toBe(404);
  });

  it('minds preconditions', () => {
    const { refused } = aRunningPod();
    expect(refused('DELETE', `${podsPath}/web`, { body: { preconditions: { uid: 'x' } } }).message).toMatch(
      /^Operation cannot be fulfilled on Pod "web": the UID in the precondition \(x\) does not match the UID in record/,
    );
  });
});

describe('propagation policies', () => {
  it('answer with a Status when the object is gone, with the object when finalizers hold it', () => {
    const { done, server } = aServer();
    const { metadata } = done<{ metadata: { uid: string } }>('POST', deploys, aDeployment('a'));
    expect(done('DELETE', `${deploys}/a`, { propagationPolicy: 'Background' })).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'a', group: 'apps', kind: 'deployments', uid: metadata.uid },
    });
    done('POST', deploys, aDeployment('b'));
    expect(done('DELETE', `${deploys}/b`, { propagationPolicy: 'Foreground' })).toMatchObject({
      metadata: { finalizers: ['foregroundDeletion'], deletionGracePeriodSeconds: 0, generation: 2 },
    });
    done('DELETE', `${deploys}/b`, { propagationPolicy: 'Orphan' });
    expect(server.get(deployments, 'default', 'b').metadata.finalizers).toEqual(['orphan']);
  });

  it('warn when a Job is deleted without one, and orphan its Pods', () => {
    const { done, ask } = aServer();
    const jobs = '/apis/batch/v1/namespaces/default/jobs';
    const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] } };
    done('POST', jobs, { metadata: { name: 'j' }, spec: { template } });
    const answer = ask('DELETE', `${jobs}/j`);
    expect(answer.warnings?.[0]).toContain('child pods are preserved by default when jobs are deleted');
    expect(answer.body).toMatchObject({ metadata: { finalizers: ['orphan'] } });
  });
});

describe('deleting a namespace', () => {
  it('waits until it is finalized; nothing new comes in meanwhile', () => {
    const { done, refused, ask, server } = aServer();
    done('POST', '/api/v1/namespaces', { metadata: { name: 'dev' } });
    expect(done('DELETE', '/api/v1/namespaces/dev')).toMatchObject({ status: { phase: 'Terminating' } });
    expect(refused('POST', '/api/v1/namespaces/dev/configmaps', { body: aConfigMap('a') })).toMatchObject({
      code: 403,
      message:
        'configmaps "a" is forbidden: unable to create new content in namespace dev because it is being terminated',
      details: { causes: [{ reason: 'NamespaceTerminating' }] },
    });
    const namespace: Namespace = server.get(namespaces, undefined, 'dev');
    done('PUT', '/api/v1/namespaces/dev/finalize', { ...namespace, spec: {} });
    expect(ask('GET', '/api/v1/namespaces/dev').status).toBe(404);
  });

  it('is refused for those no cluster can do without', () => {
    const { refused } = aServer();
    expect(refused('DELETE', '/api/v1/namespaces/kube-system').message).toBe(
      'namespaces "kube-system" is forbidden: this namespace may not be deleted',
    );
    expect(refused('POST', '/api/v1/namespaces/nosuch/pods', { body: aPod('a') }).message).toBe(
      'namespaces "nosuch" not found',
    );
  });
});

describe('deleting many', () => {
  it('takes what the selector says', () => {
    const { done } = aServer();
    const maps = '/api/v1/namespaces/default/configmaps';
    for (const [name, tier] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'x'],
    ] as const)
      done('POST', maps, { metadata: { name, labels: { tier } } });
    expect(done('DELETE', `${maps}?labelSelector=tier%3Dx`)).toMatchObject({ kind: 'ConfigMapList' });
    const left = done<{ items: { metadata: { name: string } }[] }>('GET', maps);
    expect(left.items.map(({ metadata }) => metadata.name)).toEqual(['b']);
  });
});

describe('evicting a Pod', () => {
  function aGuardedPod(disruptionsAllowed: number) {
    const play = aRunningPod();
    const pod = play.server.get(pods, 'default', 'web');
    const ready = { type: 'Ready', status: 'True' } as const;
    play.server.update(pods, { ...pod, metadata: { ...pod.metadata, labels: { app: 'web' } } });
    const labelled = play.server.get(pods, 'default', 'web');
    play.server.update(
      pods,
      { ...labelled, status: { ...labelled.status, conditions: [ready] } },
      { subresource: 'status' },
    );
    const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
    play.done('POST', budgets, {
      metadata: { name: 'web' },
      spec: { minAvailable: 3, selector: { matchLabels: { app: 'web' } } },
    });
    const budget = play.server.get(podDisruptionBudgets, 'default', 'web');
    const status = {
      observedGeneration: 1,
      disruptionsAllowed,
      currentHealthy: 3,
      desiredHealthy: 3,
      expectedPods: 3,
    };
    play.server.update(podDisruptionBudgets, { ...budget, status }, { subresource: 'status' });
    const evict = () => play.ask('POST', `${podsPath}/web/eviction`, { body: { metadata: { name: 'web' } } });
    return { ...play, evict };
  }

  it('is refused when its budget allows none', () => {
    const { evict } = aGuardedPod(0);
    const { status, body } = evict();
    expect(status).toBe(429);
    expect(body as Status).toMatchObject({
      reason: 'TooManyRequests',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: 'The disruption budget web needs 3 healthy pods and has 3 currently',
          },
        ],
      },
    });
  });

  it('is taken off the budget when it is allowed', () => {
    const { evict, server } = aGuardedPod(1);
    expect(evict()).toMatchObject({ status: 201, body: { status: 'Success' } });
    expect(server.get(pods, 'default', 'web').metadata.deletionTimestamp).toBeDefined();
    expect(server.get(podDisruptionBudgets, 'default', 'web').status).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { web: '2026-03-02T09:00:00Z' },
    });
  });
});
