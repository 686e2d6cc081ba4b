import { describe, expect, it } from 'vitest';
import { Scenario, steps } from './scenario';

/** Recording 12: one total CPU load shared by all running Pods, request 100m, target 50 %, sync each 15 s. */
const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: {name: php}
spec:
  replicas: 1
  selector: {matchLabels: {app: php}}
  template:
    metadata: {labels: {app: php}}
    spec:
      containers: [{name: php, image: nginx, resources: {requests: {cpu: 100m}}}]
`;

function begin(): Scenario {
  const s = new Scenario().file('php.yaml', manifest);
  s.run('kubectl apply -f php.yaml');
  s.run('kubectl autoscale deploy php --cpu=50% --min=1 --max=10');
  return s.totalLoad(0).seconds(70);
}

/** TARGETS and REPLICAS, every five seconds. */
function rows(s: Scenario, seconds: number): string[] {
  const seen: string[] = [];
  for (let second = 0; second < seconds; second += 5) {
    const row = s.seconds(5).run('kubectl get hpa php --no-headers').replace(/ +/g, ' ').split(' ');
    seen.push(`${row[3]} ${row[6]}`);
  }
  return steps(seen);
}

describe('the HorizontalPodAutoscaler', () => {
  it('goes up 1, 4, 8, 10: at most four Pods or as many again each 15 s, up to its maximum', () => {
    const s = begin();
    expect(s.lines('kubectl get hpa')[1]).toMatch(/^php Deployment\/php cpu: 0%\/50% 1 10 1 /);
    s.totalLoad(800);
    const seen = rows(s, 100);
    expect(steps(seen.map((row) => row.split(' ')[1]))).toEqual(['1', '4', '8', '10']);
    for (const row of ['800%/50% 1', '200%/50% 4', '100%/50% 8', '80%/50% 10']) expect(seen).toContain(row);
    expect(s.messages('SuccessfulRescale')).toEqual([
      'New size: 4; reason: cpu resource utilization (percentage of request) above target',
      'New size: 8; reason: cpu resource utilization (percentage of request) above target',
      'New size: 10; reason: cpu resource utilization (percentage of request) above target',
    ]);
    expect(
      s.run(
        'kubectl get hpa php -o jsonpath=\'{range .status.conditions[*]}{.type}={.status} {.reason}{"\\n"}{end}\'',
      ),
    ).toBe(
      'AbleToScale=True ReadyForNewScale\nScalingActive=True ValidMetricFound\nScalingLimited=True TooManyReplicas\n',
    );
  });

  it('goes down 300 s after the last higher recommendation, first to the highest of those since', () => {
    const s = begin();
    s.totalLoad(800).seconds(100);
    s.totalLoad(440).seconds(60);
    s.totalLoad(100);
    const beganAt = s.now;
    const seen: [number, number][] = [];
    while (s.now < beganAt + 420)
      seen.push([
        s.seconds(5).now - beganAt,
        Number(s.run("kubectl get deploy php -o jsonpath='{.spec.replicas}'")),
      ]);
    expect(steps(seen.map(([, size]) => size))).toEqual([10, 9, 2]);
    const at = (size: number) => seen.find(([, each]) => each === size)?.[0] ?? 0;
    // 440m on ten Pods wants nine: said at the latest 30 s after the load fell, 60 s before the next fall.
    expect(at(9)).toBeGreaterThan(230);
    expect(at(9)).toBeLessThan(290);
    expect(at(2)).toBeGreaterThan(295);
    expect(at(2)).toBeLessThan(350);
    expect(s.messages('SuccessfulRescale').slice(-2)).toEqual([
      'New size: 9; reason: All metrics below target',
      'New size: 2; reason: All metrics below target',
    ]);
  });

  it('stands aside at zero replicas', () => {
    const s = begin();
    s.run('kubectl scale deploy php --replicas=0');
    s.seconds(36);
    expect(s.lines('kubectl get hpa')[1]).toMatch(/^php Deployment\/php cpu: <unknown>\/50% 1 10 0 /);
    expect(
      s.run('kubectl get hpa php -o jsonpath=\'{.status.conditions[?(@.type=="ScalingActive")].message}\''),
    ).toBe('scaling is disabled since the replica count of the target is zero');
  });

  it('without metrics says what it could not get', () => {
    const s = new Scenario().file('php.yaml', manifest);
    s.run('kubectl apply -f php.yaml');
    expect(s.run('kubectl top pods')).toBe('error: Metrics API not available\n');
    s.run('kubectl autoscale deploy php --cpu=50% --min=1 --max=10');
    s.seconds(40);
    expect(s.lines('kubectl get hpa')[1]).toMatch(/^php Deployment\/php cpu: <unknown>\/50% 1 10 1 /);
    expect(s.messages('FailedGetResourceMetric')[0]).toBe(
      'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
    );
  });
});
