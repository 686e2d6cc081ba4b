import { Cluster, type ClusterOptions } from './cluster';
import type { MachineSpec } from './host';

/** A cluster to begin with, by name. */
export interface Preset {
  readonly name: string;
  /** One sentence for lists. */
  readonly summary: string;
  readonly options: ClusterOptions;
}

type Machines = readonly (Partial<MachineSpec> & { readonly name: string })[];

const numbered = (count: number, zoneOf: (index: number) => string): Machines =>
  Array.from({ length: count }, (_, index) => ({ name: `node-${index + 1}`, zone: zoneOf(index) }));

export const presets: readonly Preset[] = [
  {
    name: 'three-nodes',
    summary: 'Three worker nodes of 2 cores and 4 GiB in two zones, no load balancer provider.',
    options: { machines: numbered(3, (index) => (index === 1 ? 'zone-b' : 'zone-a')) },
  },
  {
    name: 'cloud',
    summary: 'Three worker nodes at a provider that gives load balancers their addresses.',
    options: { machines: numbered(3, (index) => `zone-${'abc'[index]}`), provider: 'cloud' },
  },
  {
    name: 'pools',
    summary:
      'A provider with two node pools that grow by themselves: "small", 1 to 5 machines, and "large", 0 to 3.',
    options: {
      provider: 'cloud',
      pools: [
        { name: 'small', min: 1, max: 5, machine: {} },
        { name: 'large', min: 0, max: 3, machine: { cpuMilli: 8000, memoryBytes: 32 * 2 ** 30 } },
      ],
    },
  },
  {
    name: 'one-node',
    summary: 'A single worker node.',
    options: { machines: numbered(1, () => 'zone-a') },
  },
  {
    name: 'three-zones',
    summary: 'Six worker nodes, two in each of three zones.',
    options: { machines: numbered(6, (index) => `zone-${'abc'[index % 3]}`) },
  },
  {
    name: 'recorded',
    summary:
      'The three nodes of the recordings: every image is pulled in 0.3 s and does nothing, names with "nope" are not found.',
    options: {
      machines: numbered(3, (index) => (index === 1 ? 'zone-b' : 'zone-a')),
      images: 'recorded',
      hasMetricsServer: false,
    },
  },
  { name: 'empty', summary: 'A control plane without any node.', options: {} },
];

/** How long a preset's cluster has been running when it is handed over, in virtual ms: its nodes are ready. */
export const settlingMs = 120_000;

/**
 * The cluster of a preset, settled: nodes are ready, controllers idle.
 * @throws RangeError with the names there are, when `name` is none of them
 */
export function clusterOf(name: string, changes: ClusterOptions = {}): Cluster {
  const preset = presets.find((each) => each.name === name);
  if (preset === undefined)
    throw new RangeError(
      `There is no preset "${name}". There are: ${presets.map((each) => each.name).join(', ')}.`,
    );
  const cluster = new Cluster({ ...preset.options, ...changes });
  cluster.advance(settlingMs);
  return cluster;
}
