import { describe, expect, it } from 'vitest';
import { deployments, pods } from '@/lib/cluster/api/resources';
import { create, messageOf, newServer } from './refusal';

const container = { name: 'c', image: 'nginx' };

/** What the server says to a Deployment whose template has this spec. */
const ofTemplate = (spec: object, rest: object = {}, labels: object = { app: 'd1' }) =>
  messageOf(() =>
    create(newServer(), deployments, {
      metadata: { name: 'd1' },
      spec: {
        selector: { matchLabels: { app: 'd1' } },
        template: { metadata: { labels }, spec },
        ...rest,
      },
    }),
  );

const ofContainer = (rest: object) => ofTemplate({ containers: [{ ...container, ...rest }] });
const at = 'spec.template.spec.containers[0]';

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('a container is refused in the words of the recording', () => {
  it.each([
    [{ name: 'My_C' }, `${at}.name: Invalid value: "My_C": ${label}`],
    [{ name: undefined }, `${at}.name: Required value`],
    [{ image: '' }, `${at}.image: Required value`],
    [
      { imagePullPolicy: 'Sometimes' },
      `${at}.imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"`,
    ],
    [
      { ports: [{ containerPort: 70000 }] },
      `${at}.ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive`,
    ],
    [
      { ports: [{ containerPort: 80, protocol: 'HTTP' }] },
      `${at}.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"`,
    ],
    [
      { resources: { requests: { cpu: 2 }, limits: { cpu: 1 } } },
      `${at}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1`,
    ],
    [
      { resources: { requests: { memory: '1024Mi' }, limits: { memory: '0.5Gi' } } },
      `${at}.resources.requests: Invalid value: "1Gi": must be less than or equal to memory limit of 512Mi`,
    ],
    [{ volumeMounts: [{ name: 'data', mountPath: '/d' }] }, `${at}.volumeMounts[0].name: Not found: "data"`],
    [{ env: [{ name: 'A=B' }] }, expect.stringContaining(`${at}.env[0].name: Invalid value: "A=B": a valid`)],
    [
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.phase' } } }] },
      `${at}.env[0].valueFrom.fieldRef.fieldPath: Invalid value: "status.phase": error converting fieldPath: field label not supported: status.phase`,
    ],
    [
      { livenessProbe: { httpGet: { port: 80 }, successThreshold: 2 } },
      `${at}.livenessProbe.successThreshold: Invalid value: 2: must be 1`,
    ],
    [{ readinessProbe: {} }, `${at}.readinessProbe: Required value: must specify a handler type`],
    [
      { readinessProbe: { tcpSocket: { port: 'has space' } } },
      `${at}.readinessProbe.tcpSocket.port: Invalid value: "has space": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)`,
    ],
    [
      { lifecycle: { preStop: { exec: { command: ['a'] }, sleep: { seconds: 5 } } } },
      `${at}.lifecycle.preStop.sleep: Forbidden: may not specify more than 1 handler type`,
    ],
  ])('%o', (rest, message) => {
    expect(ofContainer(rest)).toEqual(message);
  });
});

describe('a Pod template is refused in the words of the recording', () => {
  it.each([
    [{}, 'spec.template.spec.containers: Required value'],
    [{ containers: [container, container] }, 'spec.template.spec.containers[1].name: Duplicate value: "c"'],
    [
      { containers: [container], restartPolicy: 'Never' },
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ],
    [
      { containers: [container], activeDeadlineSeconds: 5 },
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
    ],
    [
      {
        containers: [container],
        initContainers: [{ ...container, name: 'i', readinessProbe: { exec: { command: ['a'] } } }],
      },
      'spec.template.spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ],
    [
      { containers: [container], tolerations: [{ effect: 'NoSchedule' }] },
      'spec.template.spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
    [
      {
        containers: [container],
        topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'Maybe' }],
      },
      '[spec.template.spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero, spec.template.spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Maybe": supported values: "DoNotSchedule", "ScheduleAnyway"]',
    ],
    [
      {
        containers: [container],
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 101, podAffinityTerm: { topologyKey: 'zone' } },
            ],
          },
        },
      },
      'spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100',
    ],
    [
      { containers: [container], volumes: [{ name: 'v', configMap: {} }] },
      'spec.template.spec.volumes[0].configMap.name: Required value',
    ],
  ])('%o', (spec, message) => {
    expect(ofTemplate(spec)).toBe(message);
  });

  it('a label value with a space, and a selector that does not match it', () => {
    expect(ofTemplate({ containers: [container] }, {}, { app: 'd1 x' })).toBe(
      `[spec.template.metadata.labels: Invalid value: {"app":"d1 x"}: \`selector\` does not match template \`labels\`, spec.template.labels: Invalid value: "d1 x": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')]`,
    );
  });
});

describe('a Pod', () => {
  const make = (metadata: object, spec: object) =>
    create(newServer(), pods, { metadata, spec: { containers: [container], ...spec } });

  it('has its defaults, its class of service and a generation', () => {
    const pod = make(
      { name: 'x' },
      {
        containers: [
          {
            ...container,
            image: 'nginx:1.25',
            ports: [{ containerPort: 80 }],
            resources: { limits: { cpu: 1, memory: '64Mi' } },
          },
        ],
      },
    );
    expect(pod.spec).toMatchObject({
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    });
    expect(pod.spec.containers[0]).toMatchObject({
      imagePullPolicy: 'IfNotPresent',
      ports: [{ containerPort: 80, protocol: 'TCP' }],
      resources: { requests: { cpu: '1', memory: '64Mi' }, limits: { cpu: '1', memory: '64Mi' } },
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    });
    expect(pod.status).toEqual({ phase: 'Pending', qosClass: 'Guaranteed' });
    expect(pod.metadata.generation).toBe(1);
  });

  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['localhost:5000/nginx', 'Always'],
    ['nginx:1.25', 'IfNotPresent'],
    ['nginx@sha256:0123', 'IfNotPresent'],
  ])('of image %s pulls %s', (image, policy) => {
    const pod = make({ name: 'x' }, { containers: [{ name: 'c', image }] });
    expect(pod.spec.containers[0]?.imagePullPolicy).toBe(policy);
  });

  it('is refused by name, and its container too', () => {
    expect(
      messageOf(() => make({ name: 'My_Pod' }, { containers: [{ name: 'My_Pod', image: 'nginx' }] })),
    ).toBe(
      `[metadata.name: Invalid value: "My_Pod": ${subdomain}, spec.containers[0].name: Invalid value: "My_Pod": ${label}]`,
    );
    expect(messageOf(() => make({}, {}))).toBe(
      'metadata.name: Required value: name or generateName is required',
    );
  });

  it('is refused with words no Pod knows', () => {
    expect(messageOf(() => make({ name: 'x' }, { restartPolicy: 'Sometimes' }))).toBe(
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    );
    expect(messageOf(() => make({ name: 'x', finalizers: ['foo'] }, {}))).toBe(
      'metadata.finalizers[0]: Invalid value: "foo": name is neither a standard finalizer name nor is it fully qualified',
    );
  });
});
