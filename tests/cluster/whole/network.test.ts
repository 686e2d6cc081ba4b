import { describe, expect, it } from 'vitest';
import { clusterOf } from '@/lib/cluster/presets';
import { registerApart } from '@/lib/kubectl/apart-verbs';
import { Workstation } from '@/lib/kubectl/workstation';

registerApart();

function begin(preset = 'three-nodes') {
  const cluster = clusterOf(preset);
  const workstation = new Workstation(cluster);
  const type = (line: string) => {
    const { stdout, stderr, exitCode } = workstation.runToEnd(line);
    return exitCode === 0 ? stdout : `${stdout}${stderr}[exit ${exitCode}]`;
  };
  type('kubectl create deployment web --image=nginx --replicas=2');
  cluster.advance(20_000);
  return { cluster, type };
}

describe('a Service', () => {
  it('answers under its name from a Pod, and not from outside', () => {
    const { cluster, type } = begin();
    type('kubectl expose deployment web --port=80');
    type('kubectl run client --image=busybox -- sleep 3600');
    cluster.advance(20_000);
    expect(type('kubectl exec client -- wget -qO- http://web')).toContain('nginx');
    const ip = type("kubectl get service web -o jsonpath='{.spec.clusterIP}'");
    expect(type(`curl -s -m 3 http://${ip}`)).toContain('[exit 28]');
  });

  it('answers on every node under its node port', () => {
    const { cluster, type } = begin();
    type('kubectl expose deployment web --port=80 --type=NodePort');
    cluster.advance(5000);
    const port = type("kubectl get service web -o jsonpath='{.spec.ports[0].nodePort}'");
    for (const node of [11, 12, 13]) expect(type(`curl -s http://10.0.0.${node}:${port}`)).toContain('nginx');
  });

  it('refuses when its selector chooses nobody', () => {
    const { cluster, type } = begin();
    type('kubectl expose deployment web --port=80 --selector=app=typo');
    type('kubectl run client --image=busybox -- sleep 3600');
    cluster.advance(20_000);
    expect(type('kubectl exec client -- wget -qO- http://web')).toContain('Connection refused');
  });

  it('gets an address from a provider, and waits for ever on bare metal', () => {
    const cloud = begin('cloud');
    cloud.type('kubectl expose deployment web --port=80 --type=LoadBalancer');
    expect(cloud.type('kubectl get service web')).toContain('<pending>');
    cloud.cluster.advance(60_000);
    const ip = cloud.type("kubectl get service web -o jsonpath='{.status.loadBalancer.ingress[0].ip}'");
    expect(cloud.type(`curl -s http://${ip}`)).toContain('nginx');
    const metal = begin();
    metal.type('kubectl expose deployment web --port=80 --type=LoadBalancer');
    metal.cluster.advance(3_600_000);
    expect(metal.type('kubectl get service web')).toContain('<pending>');
  });
});

describe('a node without its kube-proxy', () => {
  it('still forwards by the rules it has, and misses what is new', () => {
    const { cluster, type } = begin();
    type('kubectl expose deployment web --port=80 --type=NodePort');
    cluster.advance(5000);
    const port = type("kubectl get service web -o jsonpath='{.spec.ports[0].nodePort}'");
    cluster.apply({ kind: 'component', name: 'kube-proxy/node-1', action: 'stop' });
    expect(type(`curl -s http://10.0.0.11:${port}`)).toContain('nginx');
    type('kubectl delete pods -l app=web');
    cluster.advance(60_000);
    expect(type(`curl -s -m 5 http://10.0.0.12:${port}`)).toContain('nginx');
    expect(type(`curl -s -m 5 http://10.0.0.11:${port}`)).toMatch(/\[exit (7|28)\]/);
  });
});
