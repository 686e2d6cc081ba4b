import { Connection } from './client-go/connection';
import type { ContainerRuntime } from './kubelet/container-runtime';
import type { ServiceRules } from './service-rules';

/** What a machine is made of. Amounts are whole: thousandths of a core, bytes. */
export interface MachineSpec {
  /** The node's name, too. */
  readonly name: string;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  /** --max-pods of its kubelet. */
  readonly maxPods: number;
  readonly region: string;
  readonly zone: string;
  /** The node pool it belongs to, for the provider and the cluster autoscaler. */
  readonly pool: string;
  /** Labels and taints its kubelet registers with (--node-labels, --register-with-taints). */
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly {
    readonly key: string;
    readonly value?: string;
    readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  }[];
  readonly kubeletVersion?: string;
}

/** The size of a machine when nothing else is said: 2 cores, 4 GiB. */
export const ordinaryMachine: Omit<MachineSpec, 'name'> = {
  cpuMilli: 2000,
  memoryBytes: 4 * 2 ** 30,
  maxPods: 110,
  region: 'region-1',
  zone: 'zone-a',
  pool: 'default',
};

/** A machine with its power and its network cable. What runs on it (kubelet, kube-proxy, containers) asks and listens here. */
export class Machine {
  readonly connection = new Connection();
  isPoweredOn = true;
  isCut = false;
  /** How often it was switched on; each boot has an id of its own. */
  bootCount = 1;
  /** The container runtime, once the first kubelet was there: it and its containers survive the kubelet, not the power. */
  runtime: ContainerRuntime | undefined;
  /** What the node's kube-proxy has written into its kernel; undefined before it did, and after the power was off. */
  rules: ServiceRules | undefined;
  private readonly onPower: ((isOn: boolean) => void)[] = [];
  private readonly onCut: (() => void)[] = [];

  /**
   * @param number counts machines from 1; it decides the addresses
   * @param isServerRunning whether the API server answers
   */
  constructor(
    readonly spec: MachineSpec,
    readonly number: number,
    private readonly isServerRunning: () => boolean,
  ) {}

  get name(): string {
    return this.spec.name;
  }

  /** The node's address in the machines' network, 10.0.0.0/16: 10.0.0.11 for the first. */
  get address(): string {
    const host = this.number + 10;
    return `10.0.${host >> 8}.${host & 255}`;
  }

  setPower(isOn: boolean): void {
    if (this.isPoweredOn === isOn) return;
    this.isPoweredOn = isOn;
    if (isOn) this.bootCount++;
    this.updateConnection();
    for (const listener of this.onPower) listener(isOn);
  }

  /** Cuts the machine off from the network, or connects it again; what runs on it goes on. */
  setCut(isCut: boolean): void {
    this.isCut = isCut;
    this.updateConnection();
    for (const listener of this.onCut) listener();
  }

  /** Called when the power goes off (containers and their files in memory are lost) and on. */
  listenPower(listener: (isOn: boolean) => void): void {
    this.onPower.push(listener);
  }

  /** Called when the machine is cut off or connected again. */
  listenCut(listener: () => void): void {
    this.onCut.push(listener);
  }

  /** To be called when the API server stopped or started. */
  updateConnection(): void {
    this.connection.state =
      this.isCut || !this.isPoweredOn ? 'cut' : this.isServerRunning() ? 'up' : 'refused';
  }
}
