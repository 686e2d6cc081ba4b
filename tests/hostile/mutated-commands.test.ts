import fc from 'fast-check';
import { describe, it } from 'vitest';
import { nastyText, tries } from './nasty';
import { SealedWorld } from './sealed-world';

/** Right commands with something wrong put into them: they get further than random words do before they fail. */
const world = new SealedWorld();
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

const commands = [
  'kubectl get pods -n default -l app=web -o wide --sort-by=.metadata.name --show-labels',
  'kubectl get deploy web -o jsonpath={.spec.replicas}',
  'kubectl get pods,svc -A -o custom-columns=NAME:.metadata.name --no-headers',
  'kubectl get po --field-selector=status.phase=Running --chunk-size=1 -L app',
  'kubectl get --raw /api/v1/namespaces/default/pods?limit=1',
  'kubectl describe deploy web',
  'kubectl describe po -l app=web',
  'kubectl describe node node-1',
  'kubectl create deployment x --image=nginx --replicas=1 --port=80 --dry-run=client -o yaml',
  'kubectl create configmap x --from-literal=a=b --from-file=m.yaml --dry-run=server -o json',
  'kubectl create secret generic x --from-literal=a=b --dry-run=client -o yaml',
  'kubectl create secret docker-registry x --docker-server=a --docker-username=b --docker-password=c --dry-run=client -o yaml',
  'kubectl create service nodeport x --tcp=80:8080 --node-port=30100 --dry-run=server',
  'kubectl create job x --image=busybox --dry-run=server -- sleep 1',
  'kubectl create pdb x --selector=app=web --min-available=50% --dry-run=server',
  'kubectl create priorityclass x --value=10 --description=d --dry-run=server',
  'kubectl create token default --duration=10m',
  'kubectl run x --image=nginx --env=A=b --labels=a=b --port=80 --dry-run=server --overrides={} -- sh -c true',
  'kubectl expose deploy web --name=y --port=80 --target-port=http --type=NodePort --dry-run=server',
  'kubectl scale deploy web --replicas=2 --current-replicas=2',
  'kubectl autoscale deploy web --min=1 --max=3 --cpu=50% --dry-run=server',
  'kubectl set image deploy/web nginx=nginx:1.27 --dry-run=server',
  'kubectl set env deploy/web A=b --dry-run=server',
  'kubectl set resources deploy/web --limits=cpu=100m,memory=64Mi --requests=cpu=50m --dry-run=server',
  'kubectl set selector svc/web app=web --dry-run=server',
  'kubectl set serviceaccount deploy/web default --dry-run=server',
  'kubectl rollout status deploy/web --timeout=1s',
  'kubectl rollout history deploy/web --revision=1',
  'kubectl rollout undo deploy/web --to-revision=1',
  'kubectl rollout pause deploy/web',
  'kubectl rollout resume deploy/web',
  'kubectl label deploy web a=b c- --overwrite --resource-version=1',
  'kubectl annotate svc web a=b --overwrite',
  'kubectl taint nodes node-1 a=b:NoSchedule --overwrite',
  'kubectl taint nodes node-1 a-',
  'kubectl cordon node-2',
  'kubectl uncordon node-2',
  'kubectl drain node-2 --ignore-daemonsets --dry-run=client --timeout=1s',
  'kubectl patch deploy web --type=json -p [{"op":"test","path":"/kind","value":"Deployment"}]',
  'kubectl patch svc web --type=merge -p {"spec":{"sessionAffinity":"None"}}',
  'kubectl patch deploy web --subresource=scale --type=merge -p {"spec":{"replicas":2}}',
  'kubectl apply -f m.yaml --dry-run=server',
  'kubectl diff -f m.yaml',
  'kubectl replace -f m.yaml --dry-run=server',
  'kubectl delete -f m.yaml --dry-run=server',
  'kubectl apply view-last-applied cm settings',
  'kubectl apply set-last-applied -f m.yaml --create-annotation',
  'kubectl logs deploy/web --tail=3 --since=10m --timestamps --prefix -c nginx',
  'kubectl logs -l app=web --max-log-requests=1 --limit-bytes=5',
  'kubectl exec deploy/web -c nginx -- ls -l /',
  'kubectl top pods -A --sort-by=cpu --containers',
  'kubectl top nodes',
  'kubectl wait deploy/web --for=condition=Available=True --timeout=1s',
  'kubectl wait po -l app=web --for=jsonpath={.status.phase}=Running --timeout=1s',
  'kubectl wait po/none --for=delete --timeout=1s',
  'kubectl events --for deploy/web --types=Normal',
  'kubectl explain deploy.spec.template --recursive',
  'kubectl explain pods --api-version=v1',
  'kubectl api-resources --api-group=apps --namespaced=true -o name --verbs=list',
  'kubectl auth can-i get pods --as=x --subresource=log',
  'kubectl config set-context --current --namespace=default',
  'kubectl config view --minify -o json',
  'kubectl cluster-info dump --output-directory=x',
  'kubectl delete po none --grace-period=0 --force --wait=false',
  'kubectl delete cm -l none=x --dry-run=client',
  'curl -s -m 1 -X POST -H A:b -d x http://10.0.0.11:30000/a?b=c',
  'kubectl get po | grep -n -i -A1 web | sort -r -k2 -n | head -3 | cut -d: -f1 | tr a-z A-Z | uniq -c | wc -l',
  'kubectl get po | sed -n 1,2p | tail -1 | base64 | base64 -d | awk {print\\ $1} | tee f | xargs -n 1 -I % echo %',
  'cat <<EOF | kubectl apply --dry-run=server -f -\nkind: ConfigMap\nEOF',
];
const values = [
  '',
  '0',
  '-1',
  '1e999',
  '99999999999999999999',
  'true',
  '*',
  '{}',
  '[]',
  'null',
  '__proto__',
  'constructor',
  'a/b/c',
  'x,y',
  '=',
  '-',
  '--',
  '50%',
  '1.5',
  '1h',
  'json',
  '@',
  './m.yaml',
];

/** One or two words of the command are changed: replaced, cut, joined, doubled, or given another value. */
const mutation = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'value', 'drop', 'double', 'swap', 'prefix'),
  text: fc.oneof(fc.constantFrom(...values), nastyText),
});

function mutate(line: string, { at, how, text }: { at: number; how: string; text: string }): string {
  const words = line.split(' ');
  const place = 1 + (at % Math.max(1, words.length - 1));
  const word = words[place] ?? '';
  const [name = ''] = word.split('=');
  if (how === 'replace') words[place] = quoted(text);
  else if (how === 'value') words[place] = `${name}=${quoted(text)}`;
  else if (how === 'drop') words.splice(place, 1);
  else if (how === 'double') words.splice(place, 0, word);
  else if (how === 'swap') words.push(...words.splice(place, 1));
  else words[place] = quoted(text) + word;
  return words.join(' ');
}

describe('a right command with something wrong in it', () => {
  it.each(commands)('%s', (line) => {
    world.workstation.files.set(
      'm.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: c}\n',
    );
    world.run(line);
    fc.assert(
      fc.property(
        fc.array(mutation, { minLength: 1, maxLength: 2 }),
        (mutations) => void world.run(mutations.reduce(mutate, line)),
      ),
      tries(1, 40),
    );
  });
});
