import { describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster/presets';
import { registerApart } from '@/lib/kubectl/apart-verbs';
import { Workstation } from '@/lib/kubectl/workstation';

registerApart();

function begin() {
  const cluster = clusterOf('pools');
  const workstation = new Workstation(cluster);
  const type = (line: string) => workstation.runToEnd(line).stdout;
  const deploy = (replicas: number, cpu: string) => {
    type(`kubectl create deployment web --image=nginx --replicas=${replicas}`);
    type(`kubectl set resources deployment web --requests=cpu=${cpu}`);
  };
  return { cluster, type, deploy };
}

describe('the cluster autoscaler', () => {
  it('adds machines when Pods find no room, and the Pods run there', () => {
    const { cluster, type, deploy } = begin();
    expect([...cluster.machines.keys()]).toEqual(['small-1']);
    deploy(6, '900m');
    cluster.advance(300_000);
    expect(cluster.machines.size).toBeGreaterThanOrEqual(3);
    expect(type('kubectl get deployment web')).toContain('6/6');
    expect(type('kubectl get events')).toMatch(
      /TriggeredScaleUp.*pod triggered scale-up: \[\{small 1->\d \(max: 5\)\}\]/,
    );
  });

  it('takes another pool when a Pod is too large for the first, and says so when none would do', () => {
    const { cluster, type, deploy } = begin();
    deploy(1, '6');
    cluster.advance(300_000);
    expect([...cluster.machines.keys()]).toContain('large-2');
    type('kubectl set resources deployment web --requests=cpu=60');
    cluster.advance(300_000);
    expect(type('kubectl get events')).toContain('NotTriggerScaleUp');
  });

  it('gives machines back that nobody needs, down to the minimum', () => {
    const { cluster, type, deploy } = begin();
    deploy(6, '900m');
    cluster.advance(300_000);
    type('kubectl scale deployment web --replicas=1');
    cluster.advance(3_600_000);
    expect(cluster.machines.size).toBe(1);
    expect(type('kubectl get nodes --no-headers').trim().split('\n')).toHaveLength(1);
    expect(type('kubectl get deployment web')).toContain('1/1');
  });
});
