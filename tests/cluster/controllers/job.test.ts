import { describe, expect, it } from 'vitest';
import type { Job } from '@/lib/cluster/api/batch';
import { findCondition } from '@/lib/cluster/api/conditions';
import type { Pod, PodStatus } from '@/lib/cluster/api/core';
import type { Draft } from '@/lib/cluster/api/meta';
import { jobs, pods } from '@/lib/cluster/api/resources';
import { JobController } from '@/lib/cluster/kube-controller-manager/job/job-controller';
import { formatIndexes, parseIndexes } from '@/lib/cluster/kube-controller-manager/job/job-pods';
import { TTLAfterFinishedController } from '@/lib/cluster/kube-controller-manager/ttl-after-finished/ttl-after-finished-controller';
import { ControlPlane } from './control-plane';
import { podTemplate } from './drafts';

class Play extends ControlPlane {
  constructor(rest: Partial<Job['spec']> = {}, restartPolicy: 'Never' | 'OnFailure' = 'Never') {
    super(JobController, TTLAfterFinishedController);
    const { spec } = podTemplate('work');
    const template = { metadata: {}, spec: { ...spec, restartPolicy } };
    this.server.create(jobs, 'default', {
      metadata: { name: 'work' },
      spec: { template, ...rest },
    } as unknown as Draft<Job>);
    this.advance(100);
  }

  get job(): Job {
    return this.server.get(jobs, 'default', 'work');
  }

  active(): Pod[] {
    return this.pods().filter(({ status }) => status.phase === 'Pending' || status.phase === 'Running');
  }

  /** Ends every Pod that goes on, and lets the controller's batch period pass. */
  end(exitCode: number, select: (pod: Pod) => boolean = () => true): this {
    const now = this.simulation.timestamp();
    const terminated = {
      exitCode,
      reason: exitCode ? 'Error' : 'Completed',
      startedAt: now,
      finishedAt: now,
    };
    const status: Partial<PodStatus> = {
      phase: exitCode === 0 ? 'Succeeded' : 'Failed',
      containerStatuses: [
        {
          name: 'c',
          state: { terminated },
          lastState: {},
          ready: false,
          restartCount: 0,
          image: '',
          imageID: '',
        },
      ],
    };
    for (const pod of this.active().filter(select)) this.setPodStatus(pod, status);
    return this.advance(1500);
  }

  conditions(): string[] {
    return (this.job.status.conditions ?? []).map(({ type, status, reason = '', message = '' }) =>
      `${type}=${status} ${reason} ${message}`.trim(),
    );
  }
}

describe('the Job controller', () => {
  it('runs one Pod to its end', () => {
    const play = new Play();
    const [pod] = play.pods();
    expect(pod?.metadata.finalizers).toEqual(['batch.kubernetes.io/job-tracking']);
    expect(play.job.status).toEqual({
      active: 1,
      ready: 0,
      startTime: expect.any(String),
      terminating: 0,
      uncountedTerminatedPods: {},
    });
    play.end(0).advance(3000);
    expect(play.conditions()).toEqual([
      'SuccessCriteriaMet=True CompletionsReached Reached expected number of succeeded pods',
      'Complete=True CompletionsReached Reached expected number of succeeded pods',
    ]);
    expect(play.job.status).toEqual({
      completionTime: expect.any(String),
      conditions: expect.any(Array),
      ready: 0,
      startTime: expect.any(String),
      succeeded: 1,
      terminating: 0,
      uncountedTerminatedPods: {},
    });
    expect(play.pods()[0]?.metadata.finalizers).toBeUndefined();
    expect(play.events('work')).toEqual([
      `SuccessfulCreate: Created pod: ${pod?.metadata.name}`,
      'Completed: Job completed',
    ]);
  });

  it('keeps `parallelism` Pods going until there are `completions`', () => {
    const play = new Play({ completions: 5, parallelism: 2 });
    const seen: number[] = [];
    for (let round = 0; round < 4; round++) {
      seen.push(play.active().length);
      play.end(0).advance(1500);
    }
    expect(seen).toEqual([2, 2, 1, 0]);
    expect(play.job.status.succeeded).toBe(5);
  });

  it('replaces a failed Pod after 10 s, the next after 20 s, and gives up beyond backoffLimit', () => {
    const play = new Play({ backoffLimit: 2 }).end(1);
    const created = () => play.podSteps().filter((step) => step.startsWith('create')).length;
    play.advance(7000);
    expect(created()).toBe(1);
    play.advance(2500);
    expect(created()).toBe(2);
    play.end(1).advance(17_000);
    expect(created()).toBe(2);
    play.advance(3000);
    expect(created()).toBe(3);
    play.end(1).advance(5000);
    expect(play.conditions()).toEqual([
      'FailureTarget=True BackoffLimitExceeded Job has reached the specified backoff limit',
      'Failed=True BackoffLimitExceeded Job has reached the specified backoff limit',
    ]);
    expect(play.job.status).toMatchObject({ failed: 3 });
    expect(play.events('work').at(-1)).toBe(
      'BackoffLimitExceeded: Job has reached the specified backoff limit',
    );
  });

  it('counts restarts of containers with OnFailure, and deletes the Pod', () => {
    const play = new Play({ backoffLimit: 2 }, 'OnFailure');
    const [pod] = play.pods();
    if (pod)
      play.setPodStatus(pod, {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'c',
            state: { running: { startedAt: null } },
            lastState: {},
            ready: true,
            restartCount: 2,
            image: '',
            imageID: '',
          },
        ],
      });
    play.advance(5000);
    expect(play.server.list(pods).items).toEqual([]);
    expect(play.conditions().at(-1)).toMatch(/^Failed=True BackoffLimitExceeded/);
  });

  it('ends at activeDeadlineSeconds', () => {
    const play = new Play({ activeDeadlineSeconds: 5 }).advance(4000);
    expect(play.active()).toHaveLength(1);
    play.advance(3500);
    expect(play.server.list(pods).items).toEqual([]);
    expect(play.conditions()).toEqual([
      'FailureTarget=True DeadlineExceeded Job was active longer than specified deadline',
      'Failed=True DeadlineExceeded Job was active longer than specified deadline',
    ]);
  });

  it('gives each Pod of an indexed Job its number, and a failed one to its successor', () => {
    const play = new Play({ completionMode: 'Indexed', completions: 4, parallelism: 3 });
    const indexes = () =>
      play
        .active()
        .map(({ metadata }) => metadata.annotations?.['batch.kubernetes.io/job-completion-index'])
        .sort();
    expect(indexes()).toEqual(['0', '1', '2']);
    const [first] = play.active();
    expect(first?.metadata.name).toMatch(/^work-0-[b-z2-9]{5}$/);
    expect(first?.spec.hostname).toBe('work-0');
    expect(first?.spec.containers[0]?.env).toEqual([
      {
        name: 'JOB_COMPLETION_INDEX',
        valueFrom: {
          fieldRef: {
            apiVersion: 'v1',
            fieldPath: "metadata.labels['batch.kubernetes.io/job-completion-index']",
          },
        },
      },
    ]);
    play.end(1, (pod) => pod === first).advance(11_000);
    play.end(0, ({ metadata }) => !metadata.name.startsWith('work-0-')).advance(1500);
    expect(play.job.status).toMatchObject({ succeeded: 2, completedIndexes: '1,2', failed: 1 });
    expect(indexes()).toEqual(['0', '3']);
    play.end(0).advance(2000);
    expect(play.job.status).toMatchObject({ succeeded: 4, completedIndexes: '0-3' });
    expect(play.conditions().at(-1)).toMatch(/^Complete=True/);
  });

  it('deletes its Pods while it is suspended, without counting them, and goes on later', () => {
    const play = new Play({ suspend: true });
    expect(play.pods()).toEqual([]);
    expect(play.job.status.startTime).toBeUndefined();
    expect(play.conditions()).toEqual(['Suspended=True JobSuspended Job suspended']);
    const suspend = (isSuspended: boolean) => {
      play.server.update(jobs, { ...play.job, spec: { ...play.job.spec, suspend: isSuspended } });
      play.advance(3000);
    };
    suspend(false);
    expect(play.active()).toHaveLength(1);
    expect(play.conditions()).toEqual(['Suspended=False JobResumed Job resumed']);
    suspend(true);
    expect(play.server.list(pods).items).toEqual([]);
    expect(play.job.status).toMatchObject({ terminating: 0 });
    expect(play.job.status.failed).toBeUndefined();
    suspend(false);
    play.end(0).advance(2000);
    expect(play.conditions().at(-1)).toMatch(/^Complete=True/);
    expect(play.events('work').filter((each) => /Suspended|Resumed/.test(each))).toEqual([
      'Suspended: Job suspended (2)',
      'Resumed: Job resumed (2)',
    ]);
  });

  it('follows its Pod failure policy', () => {
    const rules = [
      { action: 'Ignore' as const, onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      { action: 'FailJob' as const, onExitCodes: { operator: 'In' as const, values: [42] } },
    ];
    const play = new Play({ podFailurePolicy: { rules } });
    const [evicted] = play.active();
    if (evicted)
      play.setPodStatus(evicted, {
        phase: 'Failed',
        conditions: [{ type: 'DisruptionTarget', status: 'True' }],
      });
    play.advance(15_000);
    expect(play.job.status.failed).toBeUndefined();
    const [second] = play.active();
    play.end(42).advance(2000);
    const why = `Container c for pod default/${second?.metadata.name} failed with exit code 42 matching FailJob rule at index 1`;
    expect(play.conditions()).toEqual([
      `FailureTarget=True PodFailurePolicy ${why}`,
      `Failed=True PodFailurePolicy ${why}`,
    ]);
  });

  it('counts a Pod once, whoever deletes it and whenever the controller is restarted', () => {
    const play = new Play({ completions: 3, parallelism: 3, backoffLimit: 10 });
    const [pod] = play.active();
    if (pod) play.bind(pod, 'node-1');
    play.server.delete(pods, 'default', pod?.metadata.name ?? '', { gracePeriodSeconds: 0 });
    play.advance(400);
    play.stop();
    play.start();
    play.advance(3000);
    expect(play.job.status).toMatchObject({ failed: 1 });
    play.advance(15_000);
    play.end(0).advance(3000);
    expect(play.job.status).toMatchObject({ failed: 1, succeeded: 3 });
  });

  it('is deleted some time after its end', () => {
    const play = new Play({ ttlSecondsAfterFinished: 60 }).end(0).advance(2000);
    expect(findCondition(play.job.status.conditions, 'Complete')?.status).toBe('True');
    play.advance(55_000);
    expect(play.job.metadata.deletionTimestamp).toBeUndefined();
    play.advance(5000);
    const left = play.server.list(jobs).items;
    expect(left.every(({ metadata }) => metadata.deletionTimestamp !== undefined)).toBe(true);
  });

  it('lets its Pods go when it is deleted', () => {
    const play = new Play();
    play.server.delete(jobs, 'default', 'work', { propagationPolicy: 'Orphan' });
    const { finalizers: _, ...metadata } = play.job.metadata;
    play.server.update(jobs, { ...play.job, metadata });
    play.advance(3000);
    expect(play.pods()[0]?.metadata.finalizers).toBeUndefined();
  });
});

describe('completed indexes', () => {
  it('are written in runs and read again', () => {
    for (const text of ['', '0', '0,1', '0-2', '1,3-5,7,8,10'])
      expect(formatIndexes(parseIndexes(text, 100))).toBe(text);
    expect([...parseIndexes('0-9', 3)]).toEqual([0, 1, 2]);
  });
});
