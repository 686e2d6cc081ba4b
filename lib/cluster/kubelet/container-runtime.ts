import type { Dial, DialAnswer, HttpRequest, Image, ProgramContext } from '../images/image.types';
import { fakeDigest, parseReference } from '../images/reference';
import type { Registry } from '../images/registry';
import type { Task } from '../process';
import type { RandomStream } from '../random';
import type { Simulation } from '../simulation';
import { Container } from './container';
import type { ContainerConfig } from './container-config.types';

/** An image in a machine's store. */
export interface StoredImage {
  readonly name: string;
  readonly id: string;
  readonly image: Image;
}

/** A Pod's place on the machine: its address and its containers, alive and dead. */
export interface PodSandbox {
  readonly podUid: string;
  readonly ip: string;
  /** The last part of an address of its own; undefined with the host's network. */
  readonly address: number | undefined;
  readonly attempt: number;
  isReady: boolean;
  /** Instances by container name, the oldest first; of the dead ones the last is kept, as the kubelet's clean-up does. */
  readonly containers: Map<string, Container[]>;
  /** Files of emptyDir volumes, by volume name. */
  readonly volumes: Map<string, Map<string, string>>;
}

/**
 * The container runtime of one machine behind a CRI-shaped edge (containerd; k8s.io/cri-api): images, sandboxes,
 * containers. It goes on when the kubelet stops. Left out: layers, snapshots, image garbage collection.
 */
export class ContainerRuntime {
  /** Called with a Pod's uid when one of its containers changed (the kubelet's PLEG listens). */
  onChange: ((podUid: string, what: 'exit' | 'start' | 'memory') => void) | undefined;
  readonly sandboxes = new Map<string, PodSandbox>();
  /** The network; until there is one, a container reaches what listens in its own Pod. */
  dial: Dial = (from, host, port, request) => this.dialLocally(from, host, port, request);
  private readonly throughNetwork: Dial = (...call) => this.dial(...call);
  private readonly images = new Map<string, StoredImage>();
  private steadyBytes = 0;
  private readonly growing = new Set<Container>();
  private lastAddress = 1;
  private readonly addresses = new Set<number>();
  private readonly random: RandomStream;

  constructor(
    readonly simulation: Simulation,
    readonly machineName: string,
    private readonly registry: Registry,
  ) {
    this.random = simulation.random('containerd');
  }

  /** What is in the store under this name, or undefined. */
  imageStatus(name: string): StoredImage | undefined {
    return this.images.get(parseReference(name)?.name ?? '');
  }

  listImages(): readonly StoredImage[] {
    return [...this.images.values()];
  }

  /** Fetches an image; throws the registry's words. */
  *pullImage(name: string): Task<StoredImage> {
    const answer = this.registry.resolve(name);
    if ('error' in answer) {
      yield answer.afterMs;
      throw new ImagePullError(answer.error);
    }
    const { reference, image } = answer;
    const known = this.images.get(reference.name);
    // What is there already is only asked after again; the layers stay.
    yield known ? Math.min(image.pullMs, 300) : image.pullMs;
    const stored = known ?? {
      name: reference.name,
      id: `${reference.repository}@sha256:${fakeDigest(reference.name)}`,
      image,
    };
    this.images.set(reference.name, stored);
    return stored;
  }

  /** @param network the first three parts of the machine's Pod range, `10.244.1` */
  runPodSandbox(podUid: string, network: string | undefined, hostAddress: string): PodSandbox {
    const old = this.sandboxes.get(podUid);
    const address = network === undefined ? undefined : this.nextAddress();
    const sandbox: PodSandbox = {
      podUid,
      ip: address === undefined ? hostAddress : `${network}.${address}`,
      address,
      attempt: old ? old.attempt + 1 : 0,
      isReady: true,
      containers: old?.containers ?? new Map(),
      volumes: old?.volumes ?? new Map(),
    };
    this.sandboxes.set(podUid, sandbox);
    return sandbox;
  }

  /** Frees the address and ends what still runs; the dead containers stay until the Pod is removed. */
  stopPodSandbox(podUid: string): void {
    const sandbox = this.sandboxes.get(podUid);
    if (!sandbox?.isReady) return;
    sandbox.isReady = false;
    if (sandbox.address !== undefined) this.addresses.delete(sandbox.address);
    for (const instances of sandbox.containers.values()) instances.at(-1)?.kill();
  }

  removePodSandbox(podUid: string): void {
    this.stopPodSandbox(podUid);
    this.sandboxes.delete(podUid);
  }

  createContainer(sandbox: PodSandbox, config: Omit<ContainerConfig, 'id' | 'dial'>): Container {
    let id = '';
    for (let part = 0; part < 8; part++)
      id += Math.floor(this.random.uniform() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    const container = new Container(
      this.simulation,
      // The new keys first: adding them to a spread object is slow in V8.
      { id, dial: this.throughNetwork, ...config },
      (changed, what) => {
        this.count(changed);
        this.onChange?.(sandbox.podUid, what);
      },
    );
    const instances = sandbox.containers.get(config.name) ?? [];
    sandbox.containers.set(config.name, [...instances.slice(-1), container]);
    return container;
  }

  /** @returns the runtime's words when it does not start */
  startContainer(sandbox: PodSandbox, container: Container): string | undefined {
    const error = container.start();
    if (error === undefined) this.onChange?.(sandbox.podUid, 'start');
    return error;
  }

  /** Memory in use by all containers now, and by how many bytes a second it grows. */
  memory(): { readonly usedBytes: number; readonly growth: number } {
    let [usedBytes, growth] = [this.steadyBytes, 0];
    for (const container of this.growing) {
      usedBytes += container.usage().memoryBytes;
      growth += container.growth;
    }
    return { usedBytes, growth };
  }

  /** Keeps the sum up to date, so that nobody has to add up a whole machine. */
  private count(container: Container): void {
    const isGrowing = container.growth > 0;
    const bytes = isGrowing ? 0 : container.usage().memoryBytes;
    this.steadyBytes += bytes - container.countedBytes;
    container.countedBytes = bytes;
    if (isGrowing) this.growing.add(container);
    else this.growing.delete(container);
  }

  /** Every container that runs. */
  *running(): Iterable<Container> {
    for (const { containers } of this.sandboxes.values())
      for (const instances of containers.values()) {
        const last = instances.at(-1);
        if (last?.state === 'running') yield last;
      }
  }

  /** The machine lost its power: everything ended; on return only the records are left. */
  powerOff(): void {
    const { onChange } = this;
    this.onChange = undefined;
    for (const container of [...this.running()]) container.kill('Unknown', 255);
    for (const { podUid } of this.sandboxes.values()) this.stopPodSandbox(podUid);
    this.onChange = onChange;
  }

  private dialLocally(from: ProgramContext, host: string, port: number, request: HttpRequest): DialAnswer {
    const isLocal =
      host === 'localhost' || host === '127.0.0.1' || host === from.podIP || host === from.hostname;
    if (!isLocal) return { failure: /^[\d.]+$/.test(host) ? 'timeout' : 'unknownHost', afterMs: 5000 };
    for (const each of this.running())
      if (each.podIP === from.podIP && each.isListening(port))
        return each.handle(port, request) ?? { failure: 'reset', afterMs: 0 };
    return { failure: 'refused', address: '127.0.0.1', afterMs: 0 };
  }

  /** Host-local IPAM: the next free one after the last given, .2 to .254. */
  private nextAddress(): number {
    for (let tries = 0; tries < 253; tries++) {
      this.lastAddress = this.lastAddress >= 254 ? 2 : this.lastAddress + 1;
      if (this.addresses.has(this.lastAddress)) continue;
      this.addresses.add(this.lastAddress);
      return this.lastAddress;
    }
    return 254;
  }
}

/** A pull that failed; `message` is what the registry or containerd said. */
export class ImagePullError extends Error {}
