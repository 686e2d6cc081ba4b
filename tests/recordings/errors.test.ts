import { describe, expect, it } from 'vitest';
import { Scenario } from './scenario';

/** Recording 07, where the recorded v1.20 differs in the form v1.35 gives the same refusal. */
const deployment = (spec: string, container = 'image: nginx') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: d1}
spec:
  ${spec.replace(/\n/g, '\n  ')}
  template:
    metadata: {labels: {app: d1}}
    spec:
      containers:
      - {name: c, ${container}}
`;
const selector = 'selector: {matchLabels: {app: d1}}';
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: s3}\nspec: ${spec}\n`;
const refused =
  'Error from server (BadRequest): error when creating "x.yaml": Deployment in version "v1" cannot be handled as a Deployment: ';
const invalid = 'The Deployment "d1" is invalid: ';

describe('the API server refuses', () => {
  it.each([
    [
      'a kind in lower case',
      deployment(selector).replace('kind: D', 'kind: d'),
      'Error from server (BadRequest): error when creating "x.yaml": deployment in version "v1" cannot be handled as a Deployment: no kind "deployment" is registered for version "apps/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      'unknown fields, in alphabetical order',
      deployment(`replica: 3\nfoo: bar\n${selector}`),
      `${refused}strict decoding error: unknown field "spec.foo", unknown field "spec.replica"`,
    ],
    [
      'a text for a number',
      deployment(`replicas: "3"\n${selector}`),
      `${refused}json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`,
    ],
    ['a selector that is not there', deployment('replicas: 1'), `${invalid}spec.selector: Required value`],
    [
      'a selector that says nothing',
      deployment('selector: {}'),
      `${invalid}spec.selector: Invalid value: {}: empty selector is invalid for deployment`,
    ],
    [
      'a container without a name',
      deployment(selector).replace('name: c, ', ''),
      `${invalid}spec.template.spec.containers[0].name: Required value`,
    ],
    [
      'a fraction of replicas',
      deployment(`replicas: 1.5\n${selector}`),
      `${refused}json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32`,
    ],
    [
      'a quantity that is none',
      deployment(selector, 'image: nginx, resources: {requests: {memory: 64MB}}'),
      `${refused}quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    ],
    [
      'a request above its limit',
      deployment(selector, 'image: nginx, resources: {requests: {cpu: 2}, limits: {cpu: 1}}'),
      `${invalid}spec.template.spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1`,
    ],
    [
      'no room to roll',
      deployment(`strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}\n${selector}`),
      `${invalid}spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when \`maxSurge\` is 0`,
    ],
    [
      'a pod without containers',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {}\n',
      'The Pod "x" is invalid: spec.containers: Required value',
    ],
    [
      'the same port twice',
      service('{ports: [{port: 80, name: a}, {port: 80, name: b}]}'),
      'The Service "s3" is invalid: spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    ],
    [
      'an ExternalName without a name',
      service('{type: ExternalName}'),
      'The Service "s3" is invalid: spec.externalName: Required value',
    ],
    [
      'a number as a value',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: 1}\n',
      'Error from server (BadRequest): error when creating "x.yaml": ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
    ],
    [
      'what is no base64',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: "not base64!"}\n',
      'Error from server (BadRequest): error when creating "x.yaml": Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 3',
    ],
    [
      'a version that is not served',
      deployment(selector).replace('apps/v1', 'apps/v9'),
      'error: resource mapping not found for name: "d1" namespace: "" from "x.yaml": no matches for kind "Deployment" in version "apps/v9"\nensure CRDs are installed first',
    ],
    [
      'YAML that is none: a space too many',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n spec:\n  containers: []\n',
      'error: error parsing x.yaml: error converting YAML to JSON: yaml: line 4: did not find expected key',
    ],
    [
      'YAML that is none: no space behind a colon',
      'apiVersion:v1\nkind: Pod\n',
      'error: error parsing x.yaml: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context',
    ],
    ['an empty file', '# nothing\n', 'error: no objects passed to apply'],
  ])('%s', (_, text, expected) => {
    expect(new Scenario().file('x.yaml', text).run('kubectl apply -f x.yaml')).toBe(`${expected}\n`);
  });

  it('what cannot be changed', () => {
    const s = new Scenario().file('web.yaml', deployment(selector).replace(/d1/g, 'web'));
    s.run('kubectl apply -f web.yaml');
    s.file('x.yaml', deployment(selector).replace(/d1/g, 'zzz').replace('name: zzz', 'name: web'));
    expect(s.run('kubectl apply -f x.yaml')).toBe(
      'The Deployment "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"zzz"}}: field is immutable\n',
    );
    s.run('kubectl create secret generic sec --from-literal=a=b');
    expect(s.run('kubectl patch secret sec -p \'{"type":"kubernetes.io/tls"}\'')).toBe(
      'The Secret "sec" is invalid: \n* type: Invalid value: "kubernetes.io/tls": field is immutable\n* data[tls.crt]: Required value\n* data[tls.key]: Required value\n',
    );
    s.file(
      'cmi.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cmi}\nimmutable: true\ndata: {a: x}\n',
    ).run('kubectl apply -f cmi.yaml');
    expect(s.run('kubectl patch cm cmi -p \'{"data":{"a":"y"}}\'')).toBe(
      'The ConfigMap "cmi" is invalid: data: Forbidden: field is immutable when `immutable` is set\n',
    );
  });
});

describe('what is not there', () => {
  it.each([
    ['get deploy nosuch', 'Error from server (NotFound): deployments.apps "nosuch" not found'],
    ['get deploy nosuch -n nosuch', 'Error from server (NotFound): namespaces "nosuch" not found'],
    ['label pod x a=b -n nosuch', 'Error from server (NotFound): namespaces "nosuch" not found'],
    ['delete pod x -n nosuch', 'Error from server (NotFound): pods "x" not found'],
    ['logs nosuch', 'error: error from server (NotFound): pods "nosuch" not found in namespace "default"'],
    [
      'create deploy x --image=nginx -n nosuch',
      'error: failed to create deployment: namespaces "nosuch" not found',
    ],
    ['get deplyoment', 'error: the server doesn\'t have a resource type "deplyoment"'],
    [
      'get pods -l a=b=c',
      `Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "a=b=c", field selector "": found '=', expected: ',' or 'end of string'`,
    ],
    [
      'get pods --field-selector foo=bar',
      'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "foo=bar": field label not supported: foo',
    ],
    [
      'delete ns default',
      'Error from server (Forbidden): namespaces "default" is forbidden: this namespace may not be deleted',
    ],
  ])('kubectl %s', (args, expected) => {
    expect(new Scenario().run(`kubectl ${args}`)).toBe(`${expected}\n`);
  });
});
