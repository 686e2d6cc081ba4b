import { describe, expect, it } from 'vitest';
import { jobs, pods } from '@/lib/cluster/api/resources';
import { create, eventsOf, wholeCluster } from './whole-cluster';

/** The Jobs of recording 10 on a whole small cluster; conditions and back-off as v1.35 has them. */
function begin(spec: object, command: string, rest: object = {}) {
  const cluster = wholeCluster();
  const containers = [{ name: 'c', image: 'busybox', command: ['sh', '-c', command] }];
  create(cluster, jobs, 'work', {
    ...spec,
    template: { spec: { restartPolicy: 'Never', containers, ...rest } },
  });
  const job = () => cluster.server.get(jobs, 'default', 'work');
  return {
    cluster,
    status: () => job().status,
    ends: () => (job().status.conditions ?? []).map(({ type, reason }) => `${type} ${reason}`),
    pods: () => cluster.server.list(pods).items,
  };
}

describe('Jobs, as recorded in 10', () => {
  it('six completions, two at a time', () => {
    const { cluster, status, ends } = begin({ completions: 6, parallelism: 2 }, 'sleep 2; exit 0');
    let most = 0;
    for (let step = 0; step < 150; step++) {
      cluster.advance(100);
      most = Math.max(most, status().active ?? 0);
    }
    expect(most).toBe(2);
    expect(status().succeeded).toBe(6);
    expect(ends()).toEqual(['SuccessCriteriaMet CompletionsReached', 'Complete CompletionsReached']);
  });

  it('failures beyond the back-off limit', () => {
    const { cluster, status, ends, pods } = begin({ backoffLimit: 2 }, 'sleep 1; exit 1');
    cluster.advance(45_000);
    expect(status()).toMatchObject({ failed: 3 });
    expect(pods().map((pod) => pod.status.phase)).toEqual(['Failed', 'Failed', 'Failed']);
    expect(ends()).toEqual(['FailureTarget BackoffLimitExceeded', 'Failed BackoffLimitExceeded']);
    expect(eventsOf(cluster, 'work').at(-1)).toBe(
      'BackoffLimitExceeded Job has reached the specified backoff limit',
    );
  });

  it('restarts beyond the back-off limit', () => {
    const { cluster, status, ends, pods } = begin({ backoffLimit: 2 }, 'sleep 1; exit 1', {
      restartPolicy: 'OnFailure',
    });
    cluster.advance(60_000);
    expect(ends()).toEqual(['FailureTarget BackoffLimitExceeded', 'Failed BackoffLimitExceeded']);
    expect(status()).toMatchObject({ failed: 1 });
    expect(pods()).toEqual([]);
  });

  it('a deadline', () => {
    const { cluster, ends, pods } = begin({ activeDeadlineSeconds: 5 }, 'sleep 600', {
      terminationGracePeriodSeconds: 2,
    });
    cluster.advance(15_000);
    expect(ends()).toEqual(['FailureTarget DeadlineExceeded', 'Failed DeadlineExceeded']);
    expect(pods()).toEqual([]);
  });
});
