import { clusterOf, presets } from '../cluster';
import * as descriptions from '../cluster/kube-apiserver/schema/descriptions';
import { KubeHttpServer } from './kube-http-server';
import { followRealTime } from './real-time';

/** A preset's cluster in real time, for one's own kubectl. */
export interface ServeOptions {
  readonly preset: string;
  readonly seed: number;
  /** How many virtual seconds pass in a real one. */
  readonly speed: number;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface ServedCluster {
  readonly port: number;
  /** Ends open watches and stops listening. */
  close(): Promise<void>;
}

export const presetNames: readonly string[] = presets.map(({ name }) => name);

/** Starts it; its clock shows the real time at the start. Rejects when the port is taken or the preset does not exist. */
export async function serveCluster({ preset, seed, speed, port }: ServeOptions): Promise<ServedCluster> {
  const settled = clusterOf(preset, { seed });
  // How long settling takes does not depend on the clock, so the second time it ends now.
  const cluster = clusterOf(preset, { seed, epochMs: Date.now() - settled.nowMs, keepsHistory: false });
  cluster.server.descriptions = descriptions;
  const server = new KubeHttpServer({ cluster: () => cluster });
  const taken = await server.listen(port);
  const stop = followRealTime(cluster, speed);
  return {
    port: taken,
    close: () => {
      stop();
      return server.close();
    },
  };
}
