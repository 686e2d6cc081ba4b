import type { Dice } from './dice';

/** The command lines the chaos draws from: most are valid, some must be refused. */
const names = ['web', 'api', 'db'];
const images = ['nginx', 'nginx:1.27', 'httpd', 'nope/none:1', 'redis'];
/** The machines a chaos begins with. */
export const nodes = ['node-1', 'node-2', 'node-3', 'node-4'];
const kinds = ['deployment', 'replicaset', 'statefulset', 'daemonset', 'job', 'service', 'pdb', 'pod'];

const workload = (
  kind: string,
  name: string,
  image: string,
  replicas: number,
  more = '',
) => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, labels: {team: ${name.split('-')[0]}}}
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

const job = (name: string, completions: number, parallelism: number, exit: number) => `apiVersion: batch/v1
kind: Job
metadata: {name: ${name}}
spec:
  completions: ${completions}
  parallelism: ${parallelism}
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers: [{name: main, image: busybox, command: [sh, -c, "sleep 7; exit ${exit}"]}]
`;

const burner = (name: string, cpuMilli: number) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}
  minReplicas: 1
  maxReplicas: ${2 + cpuMilli / 400}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
`;

const apply = (manifest: string) => `kubectl apply -f - <<EOF\n${manifest}EOF\n`;

export const commands: readonly ((dice: Dice) => string)[] = [
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
  (d) => `kubectl scale statefulset ${d.from(names)}-s --replicas=${d.below(5)}`,
  (d) =>
    `kubectl set image ${d.from(['statefulset', 'daemonset'])}/${d.from(names)}-${d.from(['s', 'd'])} "*=${d.from(images)}"`,
  (d) => `kubectl rollout restart ${d.from(['statefulset', 'daemonset'])} -l team=${d.from(names)}`,
  (d) =>
    `kubectl delete ${d.from(['statefulset', 'daemonset', 'job'])} --all --wait=false --cascade=${d.from(['orphan', 'foreground', 'background'])}`,
  (d) => apply(job(`${d.from(names)}-many`, 1 + d.below(6), 1 + d.below(3), d.below(2))),
  (d) =>
    `kubectl patch job ${d.from(names)}-many -p '{"spec":{"suspend":${d.from(['true', 'false'])},"parallelism":${d.below(4)}}}'`,
  (d) => apply(burner(d.from(names), d.below(3) * 400)),
  (d) =>
    `kubectl patch deployment ${d.from(names)} -p '{"spec":{"strategy":{"type":"${d.from(['Recreate', 'RollingUpdate'])}"}}}'`,
  (d) => `kubectl label pods -l app=stray app=${d.from(names)} --overwrite`,
  (d) => `kubectl label node ${d.from(nodes)} disk=${d.from(['ssd', 'hdd'])} --overwrite`,
  (d) => `kubectl patch deployment ${d.from(names)} -p '{"metadata":{"finalizers":["example.com/hold"]}}'`,
  (d) =>
    `kubectl patch deployment ${d.from(names)} --type=json -p '[{"op":"remove","path":"/metadata/finalizers"}]'`,
  (d) =>
    `kubectl patch service ${d.from(names)} -p '{"spec":{"type":"${d.from(['ClusterIP', 'NodePort', 'LoadBalancer'])}"}}'`,
  (d) => `kubectl create service clusterip ${d.from(names)} --tcp=80 --clusterip=10.96.0.${20 + d.below(4)}`,
  (d) => `kubectl create service nodeport ${d.from(names)}-np --tcp=80 --node-port=${30_000 + d.below(3)}`,
  (d) => `kubectl delete node ${d.from(nodes)}`,
  () => 'kubectl delete endpointslices --all',
  () => 'kubectl delete pdb --all',
  (d) =>
    `kubectl delete replicaset --all --wait=false --cascade=${d.from(['orphan', 'foreground', 'background'])}`,
  (d) => `kubectl -n side create configmap ${d.from(names)} --from-literal=a=b`,
  (d) => `kubectl -n side expose deployment ${d.from(names)} --port=80`,
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
