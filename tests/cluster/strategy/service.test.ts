import { describe, expect, it } from 'vitest';
import type { Service } from '@/lib/cluster/api/core';
import { services } from '@/lib/cluster/api/resources';
import type { KubeApiServer } from '@/lib/cluster/kube-apiserver/kube-apiserver';
import { create, messageOf, newServer, read } from './refusal';

const manifest = (spec: object, name = 's1') => ({
  metadata: { name },
  spec: { selector: { app: 'web' }, ...spec },
});
const make = (server: KubeApiServer, spec: object, name?: string) =>
  create(server, services, manifest(spec, name));
const refusal = (spec: object, name?: string) => messageOf(() => make(newServer(), spec, name));

function change(server: KubeApiServer, made: Service, spec: object): Service {
  const metadata = { ...made.metadata, resourceVersion: '' };
  return server.update(services, { ...read(services, manifest(spec)), metadata });
}

describe('a Service', () => {
  it('gets an address of 10.96.0.0/12 that no other has, and the policies of v1.35', () => {
    const server = newServer();
    const [one, two] = [
      make(server, { ports: [{ port: 80 }] }),
      make(server, { ports: [{ port: 80 }] }, 's2'),
    ];
    expect(one.spec).toEqual({
      selector: { app: 'web' },
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      clusterIP: expect.stringMatching(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/),
      clusterIPs: [one.spec.clusterIP],
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
    expect(one.status).toEqual({ loadBalancer: {} });
    expect(two.spec.clusterIP).not.toBe(one.spec.clusterIP);
  });

  it('of type NodePort or LoadBalancer gets ports of the nodes', () => {
    const ports = [
      { name: 'a', port: 53 },
      { name: 'b', port: 53, protocol: 'UDP' },
      { name: 'c', port: 80 },
    ];
    for (const type of ['NodePort', 'LoadBalancer']) {
      const [a, b, c] = make(newServer(), { type, ports }).spec.ports ?? [];
      expect(a?.nodePort).toBeGreaterThanOrEqual(30086);
      expect(a?.nodePort).toBeLessThanOrEqual(32767);
      expect(b?.nodePort).toBe(a?.nodePort);
      expect(c?.nodePort).not.toBe(a?.nodePort);
    }
    const ownBalancer = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] };
    expect(make(newServer(), ownBalancer).spec.ports?.[0]?.nodePort).toBeUndefined();
  });

  it('without an address is headless, one without a selector too', () => {
    expect(make(newServer(), { clusterIP: 'None' }).spec).toMatchObject({
      clusterIP: 'None',
      clusterIPs: ['None'],
    });
    const { spec } = make(newServer(), { clusterIP: 'None', selector: undefined });
    expect(spec).toMatchObject({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' });
  });

  it.each([
    [{}, 'spec.ports: Required value'],
    [
      { ports: [{ port: 99999 }] },
      '[spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive]',
    ],
    [
      { ports: [{ port: 80, protocol: 'HTTP' }] },
      'spec.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      { ports: [{ port: 80, nodePort: 30081 }] },
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ],
    [
      {
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 80 },
        ],
      },
      'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    ],
    [
      { ports: [{ port: 80 }, { port: 81 }] },
      '[spec.ports[0].name: Required value, spec.ports[1].name: Required value]',
    ],
    [{ type: 'ExternalName' }, 'spec.externalName: Required value'],
    [
      { type: 'Nope', ports: [{ port: 80 }] },
      'spec.type: Unsupported value: "Nope": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [
      { clusterIP: '1.2.3.4', ports: [{ port: 80 }] },
      'spec.clusterIPs: Invalid value: ["1.2.3.4"]: failed to allocate IP 1.2.3.4: the provided network does not match the current range',
    ],
    [
      { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      { type: 'NodePort', clusterIP: 'None', ports: [{ port: 80 }] },
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
    ],
  ])('is refused with %o', (spec, message) => {
    expect(refusal(spec)).toBe(message);
  });

  it('is refused when its name begins with a digit', () => {
    expect(refusal({ ports: [{ port: 80 }] }, '1web')).toBe(
      "metadata.name: Invalid value: \"1web\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    );
  });

  it('is refused a port or an address that another has', () => {
    const server = newServer();
    const first = make(server, { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] });
    expect(
      messageOf(() => make(server, { type: 'NodePort', ports: [{ port: 81, nodePort: 30080 }] }, 's2')),
    ).toBe('spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated');
    const { clusterIP } = first.spec;
    expect(messageOf(() => make(server, { clusterIP, ports: [{ port: 81 }] }, 's2'))).toBe(
      `spec.clusterIPs: Invalid value: ["${clusterIP}"]: failed to allocate IP ${clusterIP}: provided IP is already allocated`,
    );
  });

  it('keeps what it was given when it is applied again', () => {
    const server = newServer();
    const spec = { type: 'NodePort', ports: [{ port: 80 }] };
    const made = make(server, spec);
    expect(change(server, made, spec).spec).toEqual(made.spec);
    expect(messageOf(() => change(server, made, { ...spec, clusterIP: '10.96.1.1' }))).toBe(
      'spec.clusterIPs[0]: Invalid value: ["10.96.1.1"]: may not change once set',
    );
  });

  it('gets node ports when it becomes a NodePort, and loses them when it is one no more', () => {
    const server = newServer();
    const made = make(server, { ports: [{ port: 80 }] });
    const opened = change(server, made, { type: 'NodePort', ports: [{ port: 80 }] });
    expect(opened.spec.ports?.[0]?.nodePort).toBeGreaterThan(30000);
    expect(opened.spec.externalTrafficPolicy).toBe('Cluster');
    const closed = change(server, made, { ...opened.spec, type: 'ClusterIP' });
    expect(closed.spec).toEqual(made.spec);
  });
});
