import type { Service } from './api/core';
import { joinKey } from './api/resource';
import { endpointSlices, services } from './api/resources';
import { Component, type Surroundings } from './client-go/component';
import { Informer } from './client-go/informer';

const clusterDomain = 'cluster.local';
const serviceLabel = 'kubernetes.io/service-name';

/**
 * CoreDNS with its kubernetes plugin: names of Services and of Pods behind headless ones. It runs beside the control plane
 * and not as Pods. Left out: SRV records, reverse look-ups, names outside the cluster (there is no outside), caching.
 */
export class CoreDns extends Component {
  private readonly services = new Informer(this, services);
  private readonly slices = new Informer(this, endpointSlices).addIndex('service', ({ metadata }) => [
    joinKey(metadata.namespace, metadata.labels?.[serviceLabel] ?? ''),
  ]);

  constructor(surroundings: Surroundings) {
    super('coredns', surroundings);
  }

  protected run(): void {
    this.services.start();
    this.slices.start();
  }

  /**
   * The addresses of `name` as a Pod of `namespace` asks for it (its search list: the namespace, svc, the domain).
   * @returns empty when there is no such name; an ExternalName is returned as `{ alias }`
   */
  resolve(name: string, namespace: string): readonly string[] | { readonly alias: string } {
    const bare = name.replace(/\.$/, '');
    const isAbsolute = bare !== name;
    const tries = isAbsolute
      ? [bare]
      : [
          `${bare}.${namespace}.svc.${clusterDomain}`,
          `${bare}.svc.${clusterDomain}`,
          `${bare}.${clusterDomain}`,
          bare,
        ];
    for (const each of tries) {
      const found = this.lookUp(each);
      if ('alias' in found || found.length > 0) return found;
    }
    return [];
  }

  /** `[pod.]service.namespace.svc.cluster.local` */
  private lookUp(name: string): readonly string[] | { readonly alias: string } {
    const suffix = `.svc.${clusterDomain}`;
    if (!name.endsWith(suffix)) return [];
    const labels = name.slice(0, -suffix.length).split('.');
    if (labels.length < 2 || labels.length > 3) return [];
    const [namespace, service, pod] = labels.reverse();
    const found = this.services.get(namespace, service ?? '');
    return found ? this.addressesOf(found, pod) : [];
  }

  private addressesOf(
    { metadata, spec }: Service,
    pod: string | undefined,
  ): readonly string[] | { readonly alias: string } {
    if (spec.type === 'ExternalName') return { alias: spec.externalName ?? '' };
    if (spec.clusterIP !== 'None') return pod === undefined && spec.clusterIP ? [spec.clusterIP] : [];
    const found: string[] = [];
    for (const slice of this.slices.byIndex('service', joinKey(metadata.namespace, metadata.name)))
      for (const { addresses, hostname, conditions } of slice.endpoints) {
        if (conditions.ready === false && !spec.publishNotReadyAddresses) continue;
        const [ip = ''] = addresses;
        if (pod === undefined || hostname === pod || ip.replaceAll('.', '-') === pod) found.push(ip);
      }
    return found.sort((a, b) => (a < b ? -1 : 1));
  }
}
