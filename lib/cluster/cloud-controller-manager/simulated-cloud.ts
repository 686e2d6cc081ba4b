import type { Machine } from '../host';

/** How long the provider takes to set up a load balancer, or to take it down, in ms. Real ones take half a minute to some minutes. */
export const ensureLoadBalancerMs = 20_000;
export const deleteLoadBalancerMs = 5_000;

/** What the cloud-controller-manager asks its provider (k8s.io/cloud-provider/cloud.go). It outlives the manager. */
export interface CloudProvider {
  /** The machine behind a node; undefined when there is none (any more). */
  machine(nodeName: string): Pick<Machine, 'spec' | 'isPoweredOn'> | undefined;
  /** The address of a Service's load balancer; undefined when it has none. */
  loadBalancer(serviceUid: string): string | undefined;
  ensureLoadBalancer(serviceUid: string): string;
  deleteLoadBalancer(serviceUid: string): void;
}

/** A provider with the cluster's machines, and load balancers in 203.0.113.0/24 (TEST-NET-3), then 198.51.100.0/24. */
export class SimulatedCloud implements CloudProvider {
  private readonly balancers = new Map<string, number>();
  private next = 1;

  constructor(private readonly machineOf: (name: string) => Machine | undefined) {}

  machine(nodeName: string): Machine | undefined {
    return this.machineOf(nodeName);
  }

  loadBalancer(serviceUid: string): string | undefined {
    const number = this.balancers.get(serviceUid);
    if (number === undefined) return undefined;
    const host = ((number - 1) % 508) + 1;
    return host <= 254 ? `203.0.113.${host}` : `198.51.100.${host - 254}`;
  }

  ensureLoadBalancer(serviceUid: string): string {
    const known = this.loadBalancer(serviceUid);
    if (known !== undefined) return known;
    this.balancers.set(serviceUid, this.next++);
    return this.loadBalancer(serviceUid) ?? '';
  }

  deleteLoadBalancer(serviceUid: string): void {
    this.balancers.delete(serviceUid);
  }
}
