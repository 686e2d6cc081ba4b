import type { RandomStream } from '../cluster/random';

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
