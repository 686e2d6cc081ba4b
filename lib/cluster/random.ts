/**
 * Chance comes in through the seed. Each use has a stream of its own name, so that drawing more for one purpose
 * never changes another: the arrivals stay the same whatever the network loses.
 */
export interface RandomStream {
  /** A number in [0, 1) with 32 random bits. */
  uniform(): number;
  /** A waiting time with mean 1. */
  exponential(): number;
}

/** The stream `name` of `seed`: sfc32 (C. Doty-Humphrey), started from both. Only exact integer arithmetic. */
export function randomStream(seed: number, name: string): RandomStream {
  let a = hash(name, 0x811c9dc5);
  let b = hash(name, a ^ 0x9e3779b9);
  let c = hash(String(seed), b);
  let counter = 1;

  const uniform = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };

  // sfc32 needs a few rounds until the seed has reached every bit.
  for (let round = 0; round < 15; round++) uniform();
  return { uniform, exponential: () => exponential(uniform) };
}

/** FNV-1a over the characters' codes. */
function hash(text: string, start: number): number {
  let value = start;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}

/**
 * Von Neumann's method: whole part and fraction are found by comparing uniform draws. It needs no logarithm, whose
 * last digit browsers are free to round differently.
 */
function exponential(uniform: () => number): number {
  for (let whole = 0; ; whole++) {
    const fraction = uniform();
    let lowest = fraction;
    let isOddRun = true;
    for (let next = uniform(); next < lowest; next = uniform()) {
      lowest = next;
      isOddRun = !isOddRun;
    }
    if (isOddRun) return whole + fraction;
  }
}
