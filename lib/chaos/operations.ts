import type { Cluster } from '../cluster/cluster';
import type { RandomStream } from '../cluster/random';

/** What the chaos may do next: a command line, or something done to the machine room. */
export type Operation =
  | { readonly line: string }
  | { readonly disturb: (cluster: Cluster) => void; readonly text: string };

/** Draws from lists and ranges. */
export class Dice {
  constructor(private readonly random: RandomStream) {}

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    return Math.floor(this.random.uniform() * below);
  }

  from<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new RangeError('There is nothing to draw from.');
    return found;
  }
}

const names = ['web', 'api', 'db'];
const images = ['nginx', 'nginx:1.27', 'httpd', 'nope/none:1', 'redis'];
const nodes = ['node-1', 'node-2', 'node-3', 'node-4'];
const kinds = ['deployment', 'replicaset', 'statefulset', 'daemonset', 'job', 'service', 'pdb', 'pod'];
const components = [
  'kube-controller-manager',
  'kube-scheduler',
  'kube-apiserver',
  'kubelet/node-1',
  'kube-proxy/node-2',
  'coredns',
];

const workload = (
  kind: string,
  name: string,
  image: string,
  replicas: number,
  more = '',
) => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
${kind === 'DaemonSet' ? '' : `  replicas: ${replicas}\n`}${more}  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - name: main
        image: ${image}
        resources: {requests: {cpu: 300m, memory: 128Mi}}
`;

const apply = (manifest: string) => `kubectl apply -f - <<EOF\n${manifest}EOF\n`;

const commands: readonly ((dice: Dice) => string)[] = [
  (d) => `kubectl create deployment ${d.from(names)} --image=${d.from(images)} --replicas=${d.below(7)}`,
  (d) => apply(workload('Deployment', d.from(names), d.from(images), d.below(8))),
  (d) =>
    apply(
      workload(
        'Deployment',
        d.from(names),
        d.from(images),
        1 + d.below(6),
        `  strategy: {rollingUpdate: {maxSurge: ${d.below(3)}, maxUnavailable: ${d.from(['0', '1', '50%'])}}}\n`,
      ),
    ),
  (d) =>
    apply(workload('StatefulSet', `${d.from(names)}-s`, d.from(images), d.below(4), '  serviceName: none\n')),
  (d) => apply(workload('DaemonSet', `${d.from(names)}-d`, d.from(images), 0)),
  (d) =>
    `kubectl create job ${d.from(names)}-j --image=busybox -- sh -c "sleep ${d.below(20)}; exit ${d.below(2)}"`,
  (d) => `kubectl scale deployment ${d.from(names)} --replicas=${d.below(9)}`,
  (d) => `kubectl scale deployment ${d.from(names)} --replicas=${d.below(9)}`,
  (d) => `kubectl set image deployment/${d.from(names)} "*=${d.from(images)}"`,
  (d) => `kubectl set image deployment/${d.from(names)} "*=${d.from(images)}"`,
  (d) => `kubectl rollout ${d.from(['undo', 'restart', 'pause', 'resume'])} deployment/${d.from(names)}`,
  (d) => `kubectl delete ${d.from(kinds)} ${d.from(names)} --wait=false --ignore-not-found`,
  (d) =>
    `kubectl delete deployment ${d.from(names)} --wait=false --cascade=${d.from(['orphan', 'foreground', 'background'])}`,
  (d) => `kubectl delete pods -l app=${d.from(names)} --wait=false`,
  (d) => `kubectl delete pods -l app=${d.from(names)} --force --grace-period=0`,
  (d) => `kubectl ${d.from(['cordon', 'uncordon', 'uncordon'])} ${d.from(nodes)}`,
  (d) => `kubectl drain ${d.from(nodes)} --ignore-daemonsets --delete-emptydir-data --force --timeout=20s`,
  (d) =>
    `kubectl taint node ${d.from(nodes)} busy=yes:${d.from(['NoSchedule', 'NoExecute', 'PreferNoSchedule'])} --overwrite`,
  (d) => `kubectl taint node ${d.from(nodes)} busy-`,
  (d) =>
    `kubectl expose deployment ${d.from(names)} --port=80 --type=${d.from(['ClusterIP', 'NodePort', 'LoadBalancer'])}`,
  (d) =>
    `kubectl create pdb ${d.from(names)} --selector=app=${d.from(names)} --min-available=${d.from(['1', '2', '50%'])}`,
  (d) => `kubectl label pods -l app=${d.from(names)} app=${d.from(['stray', 'web'])} --overwrite`,
  (d) =>
    `kubectl run ${d.from(names)}-p --image=${d.from(images)} --restart=${d.from(['Always', 'Never', 'OnFailure'])}`,
  () => 'kubectl create namespace side',
  () => 'kubectl delete namespace side --wait=false',
  (d) => `kubectl -n side create deployment ${d.from(names)} --image=nginx --replicas=${d.below(3)}`,
  (d) => `kubectl autoscale deployment ${d.from(names)} --cpu=50% --min=1 --max=${1 + d.below(5)}`,
  (d) =>
    `kubectl patch deployment ${d.from(names)} -p '{"spec":{"replicas":${d.below(6)},"minReadySeconds":${d.below(10)}}}'`,
  // What must be refused.
  () => 'kubectl create deployment Web_1 --image=nginx',
  () => 'kubectl scale deployment web --replicas=-3',
  () => `kubectl patch deployment web -p '{"spec":{"selector":{"matchLabels":{"app":"other"}}}}'`,
  () => 'kubectl get nothing --unknown-flag',
  () => apply('apiVersion: v1\nkind: Pod\nmetadata: {name: bad}\nspec: {containers: 3}\n'),
];

const machine =
  (action: 'powerOff' | 'powerOn' | 'cut' | 'heal') =>
  (dice: Dice): Operation => {
    const name = dice.from(nodes);
    return {
      text: `${name}: ${action}`,
      disturb: (cluster) => cluster.apply({ kind: 'machine', name, action }),
    };
  };

const component =
  (action: 'stop' | 'start') =>
  (dice: Dice): Operation => {
    const name = dice.from(components);
    return {
      text: `${name}: ${action}`,
      disturb: (cluster) => cluster.apply({ kind: 'component', name, action }),
    };
  };

const disturbances: readonly ((dice: Dice) => Operation)[] = [
  machine('powerOff'),
  machine('powerOn'),
  machine('powerOn'),
  machine('cut'),
  machine('heal'),
  machine('heal'),
  component('stop'),
  component('start'),
  component('start'),
];

/** The next thing that happens; one in five is a failure of the machine room. */
export function drawOperation(dice: Dice): Operation {
  return dice.below(5) === 0 ? dice.from(disturbances)(dice) : { line: dice.from(commands)(dice) };
}

/** Everything is switched on, connected and running again. */
export function mendAll(cluster: Cluster): void {
  for (const name of nodes) {
    cluster.apply({ kind: 'machine', name, action: 'powerOn' });
    cluster.apply({ kind: 'machine', name, action: 'heal' });
  }
  for (const name of components) cluster.apply({ kind: 'component', name, action: 'start' });
}
