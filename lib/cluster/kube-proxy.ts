import type { Service, ServicePort } from './api/core';
import type { Endpoint, EndpointSlice } from './api/other';
import { joinKey, keyOf } from './api/resource';
import { endpointSlices, services } from './api/resources';
import { Component, type Surroundings } from './client-go/component';
import { Informer } from './client-go/informer';
import type { Machine } from './host';
import { type RuleEndpoint, type ServiceRule, ServiceRules } from './service-rules';

/** minSyncPeriod: rules are written at most this often, in ms. */
const minSyncMs = 1000;
const firstSyncMs = 10;
const serviceLabel = 'kubernetes.io/service-name';

/**
 * kube-proxy (pkg/proxy): keeps the Service rules of its node's kernel as the API says they should be. It carries no
 * traffic: stopped, its rules stay and grow old. Left out: topology hints, UDP flows, health checks of load balancers.
 */
export class KubeProxy extends Component {
  private readonly services = new Informer(this, services);
  private readonly slices = new Informer(this, endpointSlices).addIndex('service', ({ metadata }) => [
    joinKey(metadata.namespace, metadata.labels?.[serviceLabel] ?? ''),
  ]);
  private isPlanned = false;
  private lastSyncMs = Number.NEGATIVE_INFINITY;

  constructor(
    readonly machine: Machine,
    surroundings: Surroundings,
  ) {
    super(`kube-proxy/${machine.name}`, surroundings);
    const changed = () => this.plan();
    const handlers = { onAdd: changed, onUpdate: changed, onDelete: changed };
    this.services.addHandlers(handlers);
    this.slices.addHandlers(handlers);
    machine.listenPower((isOn) => {
      if (isOn) this.start();
      else {
        this.stop();
        // The kernel's rules go with the power.
        machine.rules = undefined;
      }
    });
  }

  protected run(): void {
    this.services.start();
    this.slices.start();
  }

  protected override forget(): void {
    this.isPlanned = false;
    this.lastSyncMs = Number.NEGATIVE_INFINITY;
  }

  private plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    const { nowMs } = this.simulation;
    this.after(Math.max(firstSyncMs, this.lastSyncMs + minSyncMs - nowMs), () => this.syncProxyRules());
  }

  private syncProxyRules(): void {
    this.isPlanned = false;
    this.lastSyncMs = this.simulation.nowMs;
    const byAddress = new Map<string, ServiceRule>();
    const byNodePort = new Map<number, ServiceRule>();
    for (const service of this.services.all()) {
      const { clusterIPs = [], externalIPs = [], type } = service.spec;
      if (type === 'ExternalName' || clusterIPs[0] === 'None') continue;
      const balancers = (service.status.loadBalancer.ingress ?? []).flatMap(({ ip }) => ip ?? []);
      const slices = this.slices.byIndex('service', keyOf(service));
      for (const port of service.spec.ports ?? []) {
        const inside = this.ruleOf(service, port, slices, service.spec.internalTrafficPolicy === 'Local');
        const outside = this.ruleOf(service, port, slices, service.spec.externalTrafficPolicy === 'Local');
        for (const ip of clusterIPs) byAddress.set(`${ip}:${port.port}`, inside);
        for (const ip of [...externalIPs, ...balancers]) byAddress.set(`${ip}:${port.port}`, outside);
        if (port.nodePort) byNodePort.set(port.nodePort, outside);
      }
    }
    const rules = this.machine.rules ?? new ServiceRules(this.simulation.random(this.name));
    rules.byAddress = byAddress;
    rules.byNodePort = byNodePort;
    this.machine.rules = rules;
  }

  private ruleOf(
    service: Service,
    port: ServicePort,
    slices: readonly EndpointSlice[],
    isLocal: boolean,
  ): ServiceRule {
    const { spec } = service;
    const found: { readonly endpoint: Endpoint; readonly port: number }[] = [];
    for (const slice of slices) {
      const number = slice.ports.find(({ name = '' }) => name === (port.name ?? ''))?.port;
      if (number === undefined) continue;
      for (const endpoint of slice.endpoints)
        if (!isLocal || endpoint.nodeName === this.machine.name) found.push({ endpoint, port: number });
    }
    const ready = found.filter(({ endpoint }) => endpoint.conditions.ready !== false);
    // When all are going, those that still serve are used (topology.go).
    const used =
      ready.length > 0
        ? ready
        : found.filter(
            ({ endpoint: { conditions } }) => conditions.serving !== false && conditions.terminating === true,
          );
    const endpoints: RuleEndpoint[] = used
      .map((each) => ({ ip: each.endpoint.addresses[0] ?? '', port: each.port }))
      .sort((a, b) => (a.ip < b.ip ? -1 : 1));
    const config = spec.sessionAffinityConfig as
      | { readonly clientIP?: { readonly timeoutSeconds?: number } }
      | undefined;
    return {
      service: keyOf(service),
      portName: port.name ?? '',
      endpoints,
      affinityMs:
        spec.sessionAffinity === 'ClientIP' ? (config?.clientIP?.timeoutSeconds ?? 10_800) * 1000 : undefined,
      isDroppedWhenEmpty: isLocal,
    };
  }
}
