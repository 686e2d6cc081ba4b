/**
 * Resource quantities (k8s.io/apimachinery/pkg/api/resource/quantity.go), as numbers of the base unit. Amounts up to 2^53
 * milli-units are exact; larger ones are refused by validation long before.
 */
const shape = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(m|n|u|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const parsed = new Map<string, number>();

/** The amount in base units (cores, bytes, pieces); NaN when `quantity` is not a quantity. */
export function parseQuantity(quantity: string | number | undefined): number {
  if (quantity === undefined) return 0;
  if (typeof quantity === 'number') return quantity;
  let value = parsed.get(quantity);
  if (value === undefined) {
    value = compute(quantity);
    if (parsed.size > 5000) parsed.clear();
    parsed.set(quantity, value);
  }
  return value;
}

/** The amount in thousandths, rounded up as Quantity.MilliValue does. */
export function milliValue(quantity: string | number | undefined): number {
  return Math.ceil(Number((parseQuantity(quantity) * 1000).toPrecision(15)));
}

function compute(quantity: string): number {
  const found = shape.exec(quantity);
  if (found === null) return Number.NaN;
  const [, sign, digits, suffix = ''] = found;
  const factor = /^[eE][+-]?\d/.test(suffix) ? 10 ** Number(suffix.slice(1)) : (factors[suffix] ?? 1);
  const value = Number(digits) * factor;
  // A thousandth of a core is the finest the simulation tells apart.
  return (sign === '-' ? -1 : 1) * Number(value.toPrecision(15));
}
