import { parseQuantity } from '../../cluster/api/quantity';

/** Sums of quantities in their canonical form (apimachinery/pkg/api/resource): the first one decides between 1024 and 1000. */
export interface Sum {
  readonly value: number;
  readonly isBinary: boolean;
}

export const zero: Sum = { value: 0, isBinary: false };

export function add({ value, isBinary }: Sum, quantity: string | number | undefined): Sum {
  const more = parseQuantity(quantity);
  return { value: value + more, isBinary: value === 0 ? String(quantity).endsWith('i') : isBinary };
}

/** `850m`, `240Mi`, `2`. */
export function quantityText({ value, isBinary }: Sum): string {
  const milli = Math.round(value * 1000);
  if (milli % 1000 !== 0) return `${milli}m`;
  const step = isBinary ? 1024 : 1000;
  let rest = milli / 1000;
  let power = 0;
  while (rest !== 0 && rest % step === 0 && power < 6) {
    rest /= step;
    power++;
  }
  const suffixes = isBinary ? ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] : ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  return `${rest}${suffixes[power]}`;
}
