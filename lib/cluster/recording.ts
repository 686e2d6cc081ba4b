import type { MachineSpec } from './host';
import type { ApiRequest } from './kube-apiserver/request.types';

/** What can be done to a cluster from outside. Together with its options this is the whole cluster. */
export type ClusterInput =
  | { readonly kind: 'request'; readonly request: ApiRequest }
  | { readonly kind: 'component'; readonly name: string; readonly action: 'stop' | 'start' }
  | { readonly kind: 'machine'; readonly name: string; readonly action: MachineAction }
  /** The processor time all running Pods share, as the stand-in of the recordings does it; in thousandths of a core. */
  | { readonly kind: 'totalLoad'; readonly cpuMilli: number }
  | { readonly kind: 'addMachine'; readonly spec: Partial<MachineSpec> & { readonly name: string } };

/** `remove` takes the machine away for good, as a provider does. */
export const machineActions = ['powerOff', 'powerOn', 'cut', 'heal', 'remove'] as const;
export type MachineAction = (typeof machineActions)[number];

/** An input with its place in history. */
export interface RecordedInput {
  readonly atMs: number;
  /** How many steps had been taken before it: at one millisecond there can be many. */
  readonly steps: number;
  readonly input: ClusterInput;
}
