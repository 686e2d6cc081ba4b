import { expect } from 'vitest';
import { Cluster } from '@/lib/cluster/cluster';
import type { ApiRequest } from '@/lib/cluster/kube-apiserver/request.types';
import { registerApart } from '@/lib/kubectl/apart-verbs';
import { Workstation } from '@/lib/kubectl/workstation';

registerApart();

/** Virtual ms a hostile command may wait; it is ended as by Ctrl-C then. */
const patienceMs = 3000;
/** Longer texts than this are no answer, they are a flood. */
const mostWritten = 20_000_000;
/** What changes by itself in a cluster at rest. */
const restless = /^(leases\.coordination|events|nodes|pods|replicasets|deployments|endpoint)/;

const fingerprint = (object: object) =>
  JSON.stringify(
    Object.getOwnPropertyNames(object).sort().concat(Object.getOwnPropertySymbols(object).map(String)),
  );
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype];
const pristine = prototypes.map(fingerprint);

/** A small cluster with something in it, and a workstation beside it. */
export class SealedWorld {
  readonly cluster = new Cluster({
    machines: [{ name: 'node-1' }, { name: 'node-2' }],
    traceLimit: 0,
    recordsEvents: false,
  });
  readonly workstation = new Workstation(this.cluster);

  constructor() {
    this.cluster.advance(30_000);
    this.run('kubectl create deployment web --image=nginx --replicas=2');
    this.run('kubectl expose deployment web --port=80');
    this.run('kubectl create configmap settings --from-literal=a=b');
    this.cluster.advance(120_000);
  }

  /** A command line to its end: it may fail, and says so in words and with an exit code. */
  run(line: string) {
    const outcome = this.workstation.runToEnd(line, patienceMs);
    expect(Number.isInteger(outcome.exitCode)).toBe(true);
    expect(outcome.stdout.length + outcome.stderr.length).toBeLessThan(mostWritten);
    for (const trace of [outcome.stderr, outcome.stdout])
      expect(trace).not.toMatch(/TypeError|RangeError|SyntaxError|ReferenceError|\n {4}at .*:\d+:\d+/);
    this.expectPristine();
    return outcome;
  }

  /** A request at the server's door: an answer with a status, and no write when it is a refusal. */
  ask(request: ApiRequest) {
    const { etcd } = this.cluster;
    const before = etcd.revision;
    const answer = this.cluster.request(request);
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(answer.status).toBeLessThan(600);
    // 500 is for what the server itself could not do.
    if (answer.status >= 400) {
      expect(etcd.revision, `a refused request wrote: ${JSON.stringify(request).slice(0, 500)}`).toBe(before);
      expect(JSON.stringify(answer.body)).not.toMatch(
        /TypeError|RangeError|SyntaxError|is not a function|Cannot read/,
      );
    }
    expect(() => JSON.stringify(answer.body)).not.toThrow();
    this.expectPristine();
    return answer;
  }

  /** What a user declared, as text: what must not change by a refused command. */
  declared(): string {
    const { etcd } = this.cluster;
    const specs = etcd
      .list('deployments.apps')
      .map((each) => [each.metadata.name, (each as { spec?: unknown }).spec]);
    const rest = etcd.storages().filter((storage) => !restless.test(storage));
    return JSON.stringify([specs, rest.map((storage) => etcd.list(storage))]);
  }

  private expectPristine(): void {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(prototypes.map(fingerprint)).toEqual(pristine);
  }
}
