import { isConditionTrue } from '../../cluster/api/conditions';
import type { Pod } from '../../cluster/api/core';
import { deployments, pods } from '../../cluster/api/resources';
import { Cluster } from '../../cluster/cluster';
import { clusterOf } from '../../cluster/presets';
import { registerApart } from '../../kubectl/apart-verbs';
import { Workstation } from '../../kubectl/workstation';

registerApart();

/** What a scenario measured: a word with its unit, and a number. */
export type Figures = Readonly<Record<string, number>>;

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function measured<T>(work: () => T): { readonly seconds: number; readonly value: T } {
  const before = cpuSeconds();
  const value = work();
  return { seconds: cpuSeconds() - before, value };
}

const machines = (count: number, zoneOf = (index: number) => `zone-${index % 3}`) =>
  Array.from({ length: count }, (_, index) => ({
    name: `node-${index + 1}`,
    zone: zoneOf(index),
    cpuMilli: 16_000,
    memoryBytes: 64 * 2 ** 30,
  }));

const isReady = (pod: Pod) => isConditionTrue(pod.status.conditions, 'Ready');

/** Runs until `isDone`, looked at each virtual second. Throws after a virtual day. */
function runUntil(cluster: Cluster, isDone: () => boolean): void {
  for (let second = 0; !isDone(); second++) {
    if (second > 86_400) throw new Error('A virtual day has passed, and it is still not done.');
    cluster.advance(1000);
  }
}

function isRolledOut(cluster: Cluster, name: string, replicas: number): boolean {
  const { status, metadata } = cluster.server.get(deployments, 'default', name);
  return (
    status.observedGeneration === metadata.generation &&
    status.updatedReplicas === replicas &&
    status.availableReplicas === replicas &&
    status.replicas === replicas
  );
}

function kubectl(cluster: Cluster, line: string): void {
  const { exitCode, stderr } = new Workstation(cluster).runToEnd(line);
  if (exitCode !== 0) throw new Error(`${line}: ${stderr}`);
}

/** `kubectl create deployment --replicas=1000` on 100 nodes until all are Ready; then a rolling update of it. */
function thousandOnce(): readonly [createSeconds: number, updateSeconds: number] {
  const cluster = new Cluster({ machines: machines(100), hasRateLimits: false });
  cluster.advance(60_000);
  const create = measured(() => {
    kubectl(cluster, 'kubectl create deployment web --image=nginx --replicas=1000');
    runUntil(cluster, () => cluster.server.get(deployments, 'default', 'web').status.readyReplicas === 1000);
  });
  const update = measured(() => {
    kubectl(cluster, 'kubectl set image deployment/web nginx=nginx:1.27');
    runUntil(cluster, () => isRolledOut(cluster, 'web', 1000));
  });
  return [create.seconds, update.seconds];
}

/** The first time in a process counts what V8 spends on compiling; after two more rounds that is over. */
function thousand(): Figures {
  const [coldCreate, coldUpdate] = thousandOnce();
  thousandOnce();
  const [create, update] = thousandOnce();
  return {
    'create CPU s': create,
    'rolling update CPU s': update,
    'cold create CPU s': coldCreate,
    'cold rolling update CPU s': coldUpdate,
  };
}

/** A virtual hour of three nodes with a few Pods. */
function idleHour(): Figures {
  const cluster = clusterOf('three-nodes');
  kubectl(cluster, 'kubectl create deployment web --image=nginx --replicas=3');
  cluster.advance(60_000);
  const { seconds } = measured(() => cluster.advance(3_600_000));
  return { 'CPU s': seconds };
}

/** A lab of 200 Pods: going back to an instant and on from there, and looking at one. */
function branching(): Figures {
  const cluster = clusterOf('three-zones', { machines: machines(6) });
  kubectl(cluster, 'kubectl create deployment web --image=nginx --replicas=180');
  for (let count = 0; cluster.simulation.steps < 19_000; count++) {
    if (count % 20 === 0)
      kubectl(cluster, `kubectl set image deployment/web nginx=nginx:1.${20 + ((count / 20) % 7)}`);
    cluster.advance(5000);
  }
  const endMs = cluster.nowMs;
  for (let warmUp = 0; warmUp < 3; warmUp++) cluster.branch(endMs);
  const branch = measured(() => cluster.branch(endMs));
  const instants = Array.from({ length: 50 }, (_, index) => Math.floor((endMs * index) / 50));
  const read = measured(() => {
    for (const atMs of instants) cluster.etcd.listAt('pods', undefined, cluster.etcd.revisionAt(atMs));
  });
  return {
    steps: cluster.simulation.steps,
    'branch CPU ms': branch.seconds * 1000,
    'read CPU ms': (read.seconds * 1000) / instants.length,
  };
}

/** Of 5,000 nodes 1,600 are in the zone that will fail. */
const zoneOf = (index: number) => (index % 25 < 8 ? 'zone-0' : `zone-${1 + (index % 2)}`);

/**
 * `count` Pods in Deployments of a thousand, 30 a node, to all Running; heartbeats go on. No limits on requests a second, no
 * history, no trace. Upstream drains a lost zone at 0.1 nodes a second, which for 1,600 nodes takes 4.4 hours; here at 10.
 */
function many(
  count: number,
  options: { readonly recordsEvents: boolean; readonly thenFails?: boolean },
): Figures {
  const nodeCount = Math.max(10, Math.round(count / 30));
  const cluster = new Cluster({
    machines: machines(nodeCount, zoneOf),
    hasRateLimits: false,
    recordsEvents: options.recordsEvents,
    keepsHistory: false,
    traceLimit: 0,
    nodeEvictionRate: 10,
  });
  cluster.advance(60_000);
  const { seconds } = measured(() => {
    for (let index = 0; index < Math.ceil(count / 1000); index++)
      kubectl(
        cluster,
        `kubectl create deployment web-${index} --image=nginx --replicas=${Math.min(1000, count)}`,
      );
    runUntil(cluster, () => running(cluster) >= count);
  });
  const figures: Record<string, number> = {
    pods: count,
    nodes: nodeCount,
    'CPU s': seconds,
    'Pods/s': count / seconds,
    'peak MiB': process.resourceUsage().maxRSS / 1024,
  };
  if (options.thenFails) {
    const startMs = cluster.nowMs;
    const zone = measured(() => failZone(cluster, count));
    figures['zone failure CPU s'] = zone.seconds;
    figures['zone failure virtual s'] = (cluster.nowMs - startMs) / 1000;
    figures['peak MiB'] = process.resourceUsage().maxRSS / 1024;
  }
  return figures;
}

/** Pods that are Ready. Counted from the Deployments, which the controllers keep. */
function running(cluster: Cluster): number {
  return cluster.server
    .list(deployments)
    .items.reduce((sum, { status }) => sum + (status.readyReplicas ?? 0), 0);
}

/** A zone loses its power; the cluster is well again when as many Pods as before are ready elsewhere. */
function failZone(cluster: Cluster, count: number): void {
  for (const machine of cluster.machines.values())
    if (machine.spec.zone === 'zone-0')
      cluster.apply({ kind: 'machine', name: machine.name, action: 'powerOff' });
  runUntil(cluster, () => running(cluster) < count);
  runUntil(cluster, () => running(cluster) >= count);
  const ready = cluster.server.list(pods).items.filter(isReady).length;
  if (ready < count) throw new Error(`${ready} of ${count} Pods are ready.`);
}

export const scenarios: Readonly<Record<string, () => Figures>> = {
  thousand,
  'idle-hour': idleHour,
  branching,
};

/** The cost of a Pod as the cluster grows, up to Kubernetes' documented limits. */
export const ladder: Readonly<Record<string, () => Figures>> = {
  'many-1k': () => many(1000, { recordsEvents: false }),
  'many-10k': () => many(10_000, { recordsEvents: false, thenFails: true }),
  'many-50k': () => many(50_000, { recordsEvents: false }),
  'many-150k': () => many(150_000, { recordsEvents: false, thenFails: true }),
  'many-10k-events': () => many(10_000, { recordsEvents: true }),
  'many-150k-events': () => many(150_000, { recordsEvents: true }),
};
