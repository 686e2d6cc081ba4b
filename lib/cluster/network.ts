import type { CoreDns } from './coredns';
import type { Machine } from './host';
import type { DialAnswer, DialFailure, HttpRequest } from './images/image.types';
import type { RuleEndpoint, ServiceRule } from './service-rules';
import type { Simulation } from './simulation';

/** One thing that happened to a request on its way; for the page's packet walk. */
export interface Hop {
  /** `dns`: a name became an address; `balancer`: a provider's machine chose a node; `rules`: a node's kernel chose an endpoint; `pod`: it arrived, or nobody listened. */
  readonly at: 'dns' | 'balancer' | 'rules' | 'pod';
  /** The machine it happened on; empty outside. */
  readonly node: string;
  readonly text: string;
}

export interface Walk {
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly hops: readonly Hop[];
  readonly answer: DialAnswer;
}

/** How long a packet and its answer take between two machines, and on one, in ms. */
const betweenMs = 2;
const withinMs = 1;
const timeoutMs = 135_000;
const keptWalks = 200;

const fails = (failure: DialFailure['failure'], address: string, afterMs: number): DialFailure => ({
  failure,
  address,
  afterMs,
});

/**
 * Where packets go: names are resolved, the sender's node rewrites Service addresses by its own rules, and what listens at
 * the Pod's address answers. A request really travels: machines without power or cable do not answer. Left out: NetworkPolicy,
 * connections that stay open, anything but HTTP and the question whether a port is open.
 */
export class Network {
  /** The last requests, oldest first. */
  readonly walks: Walk[] = [];

  constructor(
    private readonly simulation: Simulation,
    private readonly machines: ReadonlyMap<string, Machine>,
    private readonly dns: () => CoreDns | undefined,
  ) {}

  /** A container on `machine`, in a Pod of `namespace`, asks. */
  fromPod(
    machine: Machine,
    podIP: string,
    namespace: string,
    host: string,
    port: number,
    request: HttpRequest,
  ): DialAnswer {
    const hops: Hop[] = [];
    const answer = this.resolveAndSend(machine, podIP, namespace, host, port, request, hops);
    return this.remember(podIP, host, port, hops, answer);
  }

  /** The learner's machine, outside the cluster, asks: it reaches nodes and load balancers, and nothing behind them. */
  fromOutside(host: string, port: number, request: HttpRequest): DialAnswer {
    const hops: Hop[] = [];
    const answer = this.sendFromOutside(host, port, request, hops);
    return this.remember('outside', host, port, hops, answer);
  }

  private remember(
    from: string,
    host: string,
    port: number,
    hops: readonly Hop[],
    answer: DialAnswer,
  ): DialAnswer {
    this.walks.push({ atMs: this.simulation.nowMs, from, to: `${host}:${port}`, hops, answer });
    if (this.walks.length > keptWalks) this.walks.shift();
    return answer;
  }

  private resolveAndSend(
    machine: Machine,
    podIP: string,
    namespace: string,
    host: string,
    port: number,
    request: HttpRequest,
    hops: Hop[],
    depth = 0,
  ): DialAnswer {
    if (host === 'localhost' || host.startsWith('127.'))
      return this.deliver(machine, { ip: podIP, port }, request, hops);
    if (isAddress(host)) return this.send(machine, podIP, { ip: host, port }, request, hops);
    const dns = this.dns();
    if (dns === undefined || !dns.isRunning || machine.isCut) return fails('unknownHost', '', 10_000);
    const found = dns.resolve(host, namespace);
    if ('alias' in found) {
      hops.push({ at: 'dns', node: machine.name, text: `${host} is ${found.alias}` });
      return depth > 5
        ? fails('unknownHost', '', 0)
        : this.resolveAndSend(machine, podIP, namespace, found.alias, port, request, hops, depth + 1);
    }
    const ip =
      found.length > 1 ? found[Math.floor(this.simulation.random('dns').uniform() * found.length)] : found[0];
    hops.push({ at: 'dns', node: machine.name, text: ip ? `${host} is ${ip}` : `${host} is not known` });
    return ip === undefined
      ? fails('unknownHost', '', withinMs)
      : this.send(machine, podIP, { ip, port }, request, hops);
  }

  /** From a node's kernel on: a Service's address is rewritten by this node's rules. */
  private send(
    machine: Machine,
    client: string,
    to: RuleEndpoint,
    request: HttpRequest,
    hops: Hop[],
  ): DialAnswer {
    const rule = machine.rules?.byAddress.get(`${to.ip}:${to.port}`) ?? this.nodePortRule(to);
    return rule
      ? this.throughRule(machine, client, rule, to, request, hops)
      : this.deliver(machine, to, request, hops);
  }

  /** A node port is answered by the node that has the address. */
  private nodePortRule({ ip, port }: RuleEndpoint): ServiceRule | undefined {
    return this.machineAt(ip)?.rules?.byNodePort.get(port);
  }

  private throughRule(
    machine: Machine,
    client: string,
    rule: ServiceRule,
    to: RuleEndpoint,
    request: HttpRequest,
    hops: Hop[],
  ): DialAnswer {
    const endpoint = machine.rules?.pick(rule, client, this.simulation.nowMs);
    const what = `${to.ip}:${to.port} of Service ${rule.service}`;
    if (endpoint === undefined) {
      hops.push({ at: 'rules', node: machine.name, text: `${what} has no endpoint` });
      return rule.isDroppedWhenEmpty ? fails('timeout', to.ip, timeoutMs) : fails('refused', to.ip, withinMs);
    }
    hops.push({ at: 'rules', node: machine.name, text: `${what} goes to ${endpoint.ip}:${endpoint.port}` });
    return this.deliver(machine, endpoint, request, hops);
  }

  /** At the machine that has the Pod's address, at what listens on the port there. */
  private deliver(
    from: Machine | undefined,
    to: RuleEndpoint,
    request: HttpRequest,
    hops: Hop[],
  ): DialAnswer {
    const machine = this.machineOfPod(to.ip) ?? this.machineAt(to.ip);
    const place = `${to.ip}:${to.port}`;
    if (
      machine === undefined ||
      !machine.isPoweredOn ||
      (machine !== from && (machine.isCut || from?.isCut))
    ) {
      hops.push({ at: 'pod', node: machine?.name ?? '', text: `${place} does not answer` });
      return fails('timeout', to.ip, timeoutMs);
    }
    const travelMs = machine === from ? withinMs : betweenMs;
    const here = [...(machine.runtime?.running() ?? [])].filter(({ podIP }) => podIP === to.ip);
    const listener = here.find((container) => container.isListening(to.port));
    if (listener === undefined) {
      hops.push({ at: 'pod', node: machine.name, text: `nobody listens at ${place}` });
      return here.length === 0 && to.ip !== machine.address
        ? fails('unreachable', to.ip, 3000)
        : fails('refused', to.ip, travelMs);
    }
    hops.push({ at: 'pod', node: machine.name, text: `${place} answers` });
    const answer = listener.handle(to.port, request);
    return answer ? { ...answer, afterMs: answer.afterMs + travelMs } : fails('reset', to.ip, travelMs);
  }

  private sendFromOutside(host: string, port: number, request: HttpRequest, hops: Hop[]): DialAnswer {
    if (!isAddress(host)) return fails('unknownHost', '', withinMs);
    const to: RuleEndpoint = { ip: host, port };
    const node = this.machineAt(host);
    if (node) {
      if (!node.isPoweredOn || node.isCut) return fails('timeout', host, timeoutMs);
      const rule = node.rules?.byNodePort.get(port);
      return rule
        ? this.throughRule(node, 'outside', rule, to, request, hops)
        : this.deliver(node, to, request, hops);
    }
    const behind = this.behindBalancer(to);
    if (behind.length === 0) return fails('timeout', host, timeoutMs);
    const chosen = behind[Math.floor(this.simulation.random('balancer').uniform() * behind.length)];
    const rule = chosen?.rules?.byAddress.get(`${host}:${port}`);
    if (chosen === undefined || rule === undefined) return fails('timeout', host, timeoutMs);
    hops.push({
      at: 'balancer',
      node: chosen.name,
      text: `the load balancer at ${host} chose ${chosen.name}`,
    });
    return this.throughRule(chosen, 'outside', rule, to, request, hops);
  }

  /** Machines that live and have a rule for a balancer's address, which no Pod and no Service inside has. */
  private behindBalancer({ ip, port }: RuleEndpoint): readonly Machine[] {
    if (ip.startsWith('10.')) return [];
    return [...this.machines.values()].filter((machine) => {
      const rule = machine.rules?.byAddress.get(`${ip}:${port}`);
      const isFit = rule !== undefined && !(rule.isDroppedWhenEmpty && rule.endpoints.length === 0);
      return isFit && machine.isPoweredOn && !machine.isCut;
    });
  }

  private machineAt(ip: string): Machine | undefined {
    if (!ip.startsWith('10.0.')) return undefined;
    for (const machine of this.machines.values()) if (machine.address === ip) return machine;
    return undefined;
  }

  private machineOfPod(ip: string): Machine | undefined {
    for (const machine of this.machines.values())
      for (const sandbox of machine.runtime?.sandboxes.values() ?? [])
        if (sandbox.ip === ip && sandbox.isReady && sandbox.address !== undefined) return machine;
    return undefined;
  }
}

const isAddress = (host: string) => /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
