import type { RandomStream } from './random';

/** One way to reach a Service through a node's kernel rules: an address and port, or a node port. */
export interface ServiceRule {
  /** `namespace/name` of the Service and the name of its port. */
  readonly service: string;
  readonly portName: string;
  readonly endpoints: readonly RuleEndpoint[];
  /** Whether a client keeps its endpoint, and for how long in ms. */
  readonly affinityMs: number | undefined;
  /** Without a local endpoint nothing answers (traffic policy Local): the packet is dropped, not refused. */
  readonly isDroppedWhenEmpty: boolean;
}

export interface RuleEndpoint {
  readonly ip: string;
  readonly port: number;
}

/**
 * The rules a kube-proxy has left in its node's kernel. They do the forwarding; the program that wrote them need not run
 * (proxy mode nftables or iptables: a random endpoint for each new connection).
 */
export class ServiceRules {
  /** By `ip:port`: cluster addresses, external ones, those of load balancers. */
  byAddress: ReadonlyMap<string, ServiceRule> = new Map();
  byNodePort: ReadonlyMap<number, ServiceRule> = new Map();
  private readonly kept = new Map<string, { readonly endpoint: RuleEndpoint; untilMs: number }>();

  constructor(private readonly random: RandomStream) {}

  /** The endpoint a new connection is sent to; undefined when there is none. */
  pick(rule: ServiceRule, client: string, nowMs: number): RuleEndpoint | undefined {
    const { endpoints, affinityMs } = rule;
    const key = `${rule.service} ${rule.portName} ${client}`;
    const kept = affinityMs === undefined ? undefined : this.kept.get(key);
    if (kept && kept.untilMs > nowMs) {
      const still = endpoints.find(({ ip, port }) => ip === kept.endpoint.ip && port === kept.endpoint.port);
      if (still) {
        kept.untilMs = nowMs + (affinityMs ?? 0);
        return still;
      }
    }
    const chosen =
      endpoints.length > 1 ? endpoints[Math.floor(this.random.uniform() * endpoints.length)] : endpoints[0];
    if (chosen && affinityMs !== undefined)
      this.kept.set(key, { endpoint: chosen, untilMs: nowMs + affinityMs });
    return chosen;
  }
}
