import { describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster/presets';
import { Workstation } from '@/lib/kubectl/workstation';

describe('kubectl create deployment', () => {
  it('ends with running Pods on the nodes', () => {
    const cluster = clusterOf('three-nodes');
    const workstation = new Workstation(cluster);
    expect(workstation.runToEnd('kubectl get nodes')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(workstation.runToEnd('kubectl create deployment web --image=nginx --replicas=3')).toEqual({
      stdout: 'deployment.apps/web created\n',
      stderr: '',
      exitCode: 0,
    });
    cluster.advance(30_000);
    const { stdout } = workstation.runToEnd('kubectl get deployment web');
    expect(stdout).toMatch(/web +3\/3 +3 +3 +30s/);
  });
});
