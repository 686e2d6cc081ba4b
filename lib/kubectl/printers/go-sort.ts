/**
 * Go's sort.Sort (src/sort/zsortinterface.go, pattern-defeating quicksort). kubectl sorts events and rows with it, and where
 * things are equal the order it leaves them in is what a learner sees.
 */
export function goSort<T>(items: readonly T[], isLess: (a: T, b: T) => boolean): T[] {
  const sort = new PdqSort([...items], isLess);
  sort.sort(0, items.length, bitLength(items.length));
  return sort.items;
}

const bitLength = (value: number) => 32 - Math.clz32(value);

type Hint = 'increasing' | 'decreasing' | 'unknown';

class PdqSort<T> {
  constructor(
    readonly items: T[],
    private readonly isLess: (a: T, b: T) => boolean,
  ) {}

  private less(i: number, j: number): boolean {
    return this.isLess(this.items[i] as T, this.items[j] as T);
  }

  private swap(i: number, j: number): void {
    const { items } = this;
    const kept = items[i] as T;
    items[i] = items[j] as T;
    items[j] = kept;
  }

  sort(from: number, to: number, limit: number): void {
    let [a, b, left] = [from, to, limit];
    let wasBalanced = true;
    let wasPartitioned = true;
    for (;;) {
      const length = b - a;
      if (length <= 12 || left === 0) {
        if (length <= 12) this.insertion(a, b);
        else this.heap(a, b);
        return;
      }
      if (!wasBalanced) {
        this.breakPatterns(a, b);
        left--;
      }
      let [pivot, hint] = this.choosePivot(a, b);
      if (hint === 'decreasing') {
        for (let i = a, j = b - 1; i < j; i++, j--) this.swap(i, j);
        pivot = b - 1 - (pivot - a);
        hint = 'increasing';
      }
      if (wasBalanced && wasPartitioned && hint === 'increasing' && this.partialInsertion(a, b)) return;
      if (a > 0 && !this.less(a - 1, pivot)) {
        a = this.partitionEqual(a, b, pivot);
        continue;
      }
      const [mid, isPartitioned] = this.partition(a, b, pivot);
      wasPartitioned = isPartitioned;
      wasBalanced = Math.min(mid - a, b - mid) >= Math.floor(length / 8);
      if (mid - a < b - mid) {
        this.sort(a, mid, left);
        a = mid + 1;
      } else {
        this.sort(mid + 1, b, left);
        b = mid;
      }
    }
  }

  private insertion(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) for (let j = i; j > a && this.less(j, j - 1); j--) this.swap(j, j - 1);
  }

  private heap(first: number, end: number): void {
    const count = end - first;
    for (let i = Math.floor((count - 1) / 2); i >= 0; i--) this.siftDown(i, count, first);
    for (let i = count - 1; i >= 0; i--) {
      this.swap(first, first + i);
      this.siftDown(0, i, first);
    }
  }

  private siftDown(lo: number, hi: number, first: number): void {
    for (let root = lo; ; ) {
      let child = 2 * root + 1;
      if (child >= hi) return;
      if (child + 1 < hi && this.less(first + child, first + child + 1)) child++;
      if (!this.less(first + root, first + child)) return;
      this.swap(first + root, first + child);
      root = child;
    }
  }

  private partition(a: number, b: number, pivot: number): readonly [mid: number, isPartitioned: boolean] {
    this.swap(a, pivot);
    let [i, j] = [a + 1, b - 1];
    for (let swaps = 0; ; swaps++) {
      while (i <= j && this.less(i, a)) i++;
      while (i <= j && !this.less(j, a)) j--;
      if (i > j) {
        this.swap(j, a);
        return [j, swaps === 0];
      }
      this.swap(i++, j--);
    }
  }

  private partitionEqual(a: number, b: number, pivot: number): number {
    this.swap(a, pivot);
    let [i, j] = [a + 1, b - 1];
    for (;;) {
      while (i <= j && !this.less(a, i)) i++;
      while (i <= j && this.less(a, j)) j--;
      if (i > j) return i;
      this.swap(i++, j--);
    }
  }

  private partialInsertion(a: number, b: number): boolean {
    let i = a + 1;
    for (let step = 0; step < 5; step++) {
      while (i < b && !this.less(i, i - 1)) i++;
      if (i === b) return true;
      if (b - a < 50) return false;
      this.swap(i, i - 1);
      if (i - a >= 2) for (let j = i - 1; j >= 1 && this.less(j, j - 1); j--) this.swap(j, j - 1);
      if (b - i >= 2) for (let j = i + 1; j < b && this.less(j, j - 1); j++) this.swap(j, j - 1);
    }
    return false;
  }

  private breakPatterns(a: number, b: number): void {
    const length = b - a;
    let random = BigInt(length);
    const mask = (1n << BigInt(bitLength(length))) - 1n;
    const middle = a + Math.floor(length / 4) * 2;
    for (let i = 0; i < 3; i++) {
      random = BigInt.asUintN(64, random ^ (random << 13n));
      random ^= random >> 7n;
      random = BigInt.asUintN(64, random ^ (random << 17n));
      const other = Number(random & mask);
      this.swap(middle - 1 + i, a + (other >= length ? other - length : other));
    }
  }

  private choosePivot(a: number, b: number): [pivot: number, hint: Hint] {
    const length = b - a;
    const quarter = Math.floor(length / 4);
    let swaps = 0;
    const ordered = (i: number, j: number): [number, number] => {
      if (!this.less(j, i)) return [i, j];
      swaps++;
      return [j, i];
    };
    const median = (i: number, j: number, k: number): number => {
      const [x, y] = ordered(i, j);
      const [z] = ordered(y, k);
      return ordered(x, z)[1];
    };
    let places = [a + quarter, a + quarter * 2, a + quarter * 3] as const;
    if (length >= 50) {
      const [i, j, k] = places;
      places = [median(i - 1, i, i + 1), median(j - 1, j, j + 1), median(k - 1, k, k + 1)];
    }
    const pivot = median(...places);
    return [pivot, swaps === 0 ? 'increasing' : swaps === 12 ? 'decreasing' : 'unknown'];
  }
}
