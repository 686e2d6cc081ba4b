import type { Job } from '../../api/batch';
import { keyOf } from '../../api/resource';
import { jobs } from '../../api/resources';
import { parseTimestamp } from '../../api/time';
import type { Surroundings } from '../../client-go/component';
import { Controller, type InformerFactory } from '../../client-go/controller';
import { Workqueue } from '../../client-go/workqueue';
import type { Task } from '../../process';
import { isNotFound } from '../controller-pod-control';

/** Deletes Jobs some time after their end (pkg/controller/ttlafterfinished/ttlafterfinished_controller.go). */
export class TTLAfterFinishedController extends Controller {
  private readonly queue = new Workqueue(this, 5, (key) => this.processJob(key));
  private readonly jobs = this.informers.informer(jobs).addHandlers({
    onAdd: (job) => this.enqueue(job),
    onUpdate: (job) => this.enqueue(job),
  });

  constructor(surroundings: Surroundings, informers: InformerFactory) {
    super('ttl-after-finished-controller', surroundings, informers);
  }

  protected run(): void {}

  private enqueue(job: Job): void {
    if (expiresInMs(job, this.simulation.epochNowMs) !== undefined) this.queue.add(keyOf(job));
  }

  private *processJob(key: string): Task {
    const job = this.jobs.getByKey(key);
    const { epochNowMs } = this.simulation;
    const leftMs = job && expiresInMs(job, epochNowMs);
    if (job === undefined || leftMs === undefined) return;
    if (leftMs > 0) {
      this.queue.addAfter(key, leftMs);
      return;
    }
    const { namespace, name, uid } = job.metadata;
    try {
      // The time may have been prolonged in the last moment.
      const fresh = yield* this.client.get(jobs, namespace, name);
      if (fresh.metadata.uid !== uid || (expiresInMs(fresh, this.simulation.epochNowMs) ?? 1) > 0) return;
      yield* this.client.delete(jobs, namespace, name, {
        propagationPolicy: 'Foreground',
        preconditions: { uid },
      });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}

/** Undefined: it has not ended, or stays for ever, or is going already. */
function expiresInMs({ metadata, spec, status }: Job, epochNowMs: number): number | undefined {
  if (spec.ttlSecondsAfterFinished === undefined || metadata.deletionTimestamp !== undefined)
    return undefined;
  const end = status.conditions?.find(
    (each) => (each.type === 'Complete' || each.type === 'Failed') && each.status === 'True',
  );
  return end && parseTimestamp(end.lastTransitionTime) + spec.ttlSecondsAfterFinished * 1000 - epochNowMs;
}
