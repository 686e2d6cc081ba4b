import type { Cluster } from '../cluster/cluster';
import { commands, nodes } from './commands';
import type { Dice } from './dice';

/** What the chaos may do next: a command line, or something done to the machine room. */
export type Operation =
  | { readonly line: string }
  | { readonly disturb: (cluster: Cluster) => void; readonly text: string };

const components = [
  'kube-controller-manager',
  'kube-scheduler',
  'kube-apiserver',
  'kubelet/node-1',
  'kube-proxy/node-2',
  'coredns',
  'metrics-server',
];
/** Machines that may come and go for good. */
const spares = ['node-5', 'node-6'];

const machine =
  (action: 'powerOff' | 'powerOn' | 'cut' | 'heal') =>
  (dice: Dice): Operation => {
    const name = dice.from(nodes);
    return {
      text: `${name}: ${action}`,
      disturb: (cluster) => cluster.apply({ kind: 'machine', name, action }),
    };
  };

const component =
  (action: 'stop' | 'start') =>
  (dice: Dice): Operation => {
    const name = dice.from(components);
    return {
      text: `${name}: ${action}`,
      disturb: (cluster) => cluster.apply({ kind: 'component', name, action }),
    };
  };

/** A machine joins, or leaves for good. */
const spare = (dice: Dice): Operation => {
  const name = dice.from(spares);
  return {
    text: `${name}: joins, or is removed when it is there`,
    disturb: (cluster) =>
      cluster.apply(
        cluster.machines.has(name)
          ? { kind: 'machine', name, action: 'remove' }
          : { kind: 'addMachine', spec: { name, zone: 'zone-1' } },
      ),
  };
};

const totalLoad = (dice: Dice): Operation => {
  const cpuMilli = dice.below(5) * 300;
  return {
    text: `all Pods together take ${cpuMilli}m`,
    disturb: (cluster) => cluster.apply({ kind: 'totalLoad', cpuMilli }),
  };
};

const disturbances: readonly ((dice: Dice) => Operation)[] = [
  machine('powerOff'),
  machine('powerOn'),
  machine('powerOn'),
  machine('cut'),
  machine('heal'),
  machine('heal'),
  component('stop'),
  component('start'),
  component('start'),
  spare,
  totalLoad,
];

/** The next thing that happens; one in five is a failure of the machine room. */
export function drawOperation(dice: Dice): Operation {
  return dice.below(5) === 0 ? dice.from(disturbances)(dice) : { line: dice.from(commands)(dice) };
}

/** Everything is switched on, connected and running again; every machine that is left runs as it began. */
export function mendAll(cluster: Cluster): void {
  for (const name of cluster.machines.keys()) {
    cluster.apply({ kind: 'machine', name, action: 'powerOn' });
    cluster.apply({ kind: 'machine', name, action: 'heal' });
  }
  for (const name of components) cluster.apply({ kind: 'component', name, action: 'start' });
  // A kubelet registers its node when it starts, and not again.
  for (const name of cluster.machines.keys()) {
    if (cluster.etcd.get('nodes', name)) continue;
    cluster.apply({ kind: 'component', name: `kubelet/${name}`, action: 'stop' });
    cluster.apply({ kind: 'component', name: `kubelet/${name}`, action: 'start' });
  }
}
