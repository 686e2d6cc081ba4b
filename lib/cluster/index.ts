/** The only door out of lib/cluster. */
export { Cluster, type ClusterOptions, ordinaryEpochMs } from './cluster';
export type {
  ApiRequest,
  ApiResponse,
  Stream,
  StreamListener,
  WireEvent,
} from './kube-apiserver/request.types';
export { clusterOf, type Preset, presets } from './presets';
export type { ClusterInput, MachineAction, RecordedInput } from './recording';
export type { Message } from './trace';
