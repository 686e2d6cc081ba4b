import type { Component } from '../../client-go/component';
import { Gate, type Task } from '../../process';

/** Works on all `items`, up to `workers` at a time, and ends when all are done (client-go/util/workqueue/parallelizer.go). */
export function* parallelizeUntil<T>(
  component: Component,
  workers: number,
  items: readonly T[],
  work: (item: T) => Task,
): Task {
  let next = 0;
  let running = Math.min(workers, items.length);
  const done = new Gate<unknown>();
  const worker = function* (): Task {
    while (next < items.length) yield* work(items[next++] as T);
    if (--running === 0) done.open(undefined);
  };
  for (let count = running; count > 0; count--) component.spawn(worker());
  if (running > 0) yield done;
}
