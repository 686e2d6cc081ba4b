import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import type { Controller } from '../client-go/controller';
import { watchMs } from '../client-go/informer';
import type { Task } from '../process';

/** What the controllers of workloads do to statuses, whatever the kind. */

/**
 * Writes a status and waits while the answer comes back. By then the informer has heard of the write, too: the next sync
 * does not begin with the object as it was before, only to meet a Conflict.
 */
export function* updateStatus<T extends KubeObject>(
  { client }: Controller,
  resource: Resource<T>,
  object: T,
): Task<T> {
  const stored = yield* client.updateStatus(resource, object);
  yield watchMs;
  return stored;
}

/** A copy of a status without what is zero or empty, as `omitempty` leaves it out; `kept` fields stay. */
export function omitEmpty<T extends object>(status: T, kept: readonly (keyof T)[] = []): T {
  const left: Partial<T> = {};
  for (const key in status) {
    const value: unknown = status[key];
    const isEmpty =
      value === undefined || value === 0 || value === '' || (Array.isArray(value) && value.length === 0);
    if (!isEmpty || kept.includes(key)) left[key] = status[key];
  }
  return left as T;
}
