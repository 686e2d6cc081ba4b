import type { Container, Pod } from '../api/core';
import type { EventRecorder } from '../client-go/event-recorder';
import { Gate, type Task } from '../process';
import { BackOff } from './back-off';
import { type ContainerRuntime, ImagePullError, type StoredImage } from './container-runtime';
import { ContainerStartError } from './start-error';

/** Back-off of a pull that failed: 10 s, doubled, at most 300 s. */
const firstBackOffMs = 10_000;
const longestBackOffMs = 300_000;

/**
 * Sees to it that an image is there before a container starts (pkg/kubelet/images/image_manager.go): pull policy, one pull
 * at a time (serializeImagePulls), back-off. Left out: pull secrets and credential checks.
 */
export class ImagePuller {
  private readonly backOff = new BackOff(firstBackOffMs, longestBackOffMs);
  private readonly previousErrors = new Map<string, string>();
  private isPulling = false;
  private readonly free = new Gate();

  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly recorder: EventRecorder,
  ) {}

  clear(): void {
    this.backOff.clear();
    this.previousErrors.clear();
    this.isPulling = false;
  }

  forget(podUid: string): void {
    this.backOff.forget(podUid);
  }

  /** The image in the machine's store; throws ContainerStartError with the reason the container's status will show. */
  *ensureImageExists(pod: Pod, container: Container, fieldPath: string): Task<StoredImage> {
    const { image, imagePullPolicy } = container;
    const record = (type: 'Normal' | 'Warning', reason: string, message: string) =>
      this.recorder.event(pod, type, reason, message, fieldPath);
    const present = this.runtime.imageStatus(image);
    if (present && imagePullPolicy !== 'Always') {
      record(
        'Normal',
        'Pulled',
        `Container image "${image}" already present on machine and can be accessed by the pod`,
      );
      return present;
    }
    if (imagePullPolicy === 'Never') {
      const message = `Container image "${image}" is not present with pull policy of Never`;
      record('Warning', 'ErrImageNeverPull', message);
      throw new ContainerStartError('ErrImageNeverPull', message);
    }
    const key = `${pod.metadata.uid}_${image}`;
    const { simulation } = this.runtime;
    if (this.backOff.remaining(key, this.backOff.updatedAt(key), simulation.nowMs) > 0) {
      const message = `Back-off pulling image "${image}"`;
      record('Normal', 'BackOff', message);
      const previous = this.previousErrors.get(key);
      throw new ContainerStartError('ImagePullBackOff', previous ? `${message}: ${previous}` : message);
    }
    record('Normal', 'Pulling', `Pulling image "${image}"`);
    return yield* this.pull(key, image, record);
  }

  private *pull(
    key: string,
    image: string,
    record: (type: 'Normal' | 'Warning', reason: string, message: string) => void,
  ): Task<StoredImage> {
    const { simulation } = this.runtime;
    const askedMs = simulation.nowMs;
    // Whoever is let in by `release` finds nobody pulling; the loop is for those who come at the same moment.
    while (this.isPulling) yield this.free as Gate<unknown>;
    this.isPulling = true;
    const startedMs = simulation.nowMs;
    try {
      const stored = yield* this.runtime.pullImage(image);
      const [pullMs, waitingMs] = [simulation.nowMs - startedMs, simulation.nowMs - askedMs];
      record(
        'Normal',
        'Pulled',
        `Successfully pulled image "${image}" in ${goDuration(pullMs)} (${goDuration(waitingMs)} including waiting). Image size: ${stored.image.sizeBytes} bytes.`,
      );
      this.previousErrors.delete(key);
      this.release();
      return stored;
    } catch (error) {
      if (!(error instanceof ImagePullError)) throw error;
      this.release();
      record('Warning', 'Failed', `Failed to pull image "${image}": ${error.message}`);
      this.backOff.next(key, simulation.nowMs, simulation.nowMs);
      this.previousErrors.set(key, `ErrImagePull: ${error.message}`);
      throw new ContainerStartError('ErrImagePull', error.message);
    }
  }

  /** Not in a `finally`: a kubelet that is being stopped must not wake those who wait. */
  private release(): void {
    this.isPulling = false;
    this.free.openFirst();
  }
}

/** A time as Go prints it, in whole milliseconds: `302ms`, `1.5s`, `1m2.5s`. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const seconds = String(Math.round(ms % 60_000) / 1000);
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return `${seconds}s`;
  return minutes < 60 ? `${minutes}m${seconds}s` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}s`;
}
