/**
 * Resource quantities (k8s.io/apimachinery/pkg/api/resource/quantity.go), as numbers of the base unit. Amounts up to 2^53
 * milli-units are exact; larger ones are refused by validation long before.
 */
const shape = /^([+-]?)(\d*)(?:\.(\d*))?(m|n|u|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

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

const isExponent = (suffix: string) => /^[eE][+-]?\d/.test(suffix);

/** The power of ten (or of two) a suffix stands for. */
function factorOf(suffix: string): number {
  if (isExponent(suffix)) return 10 ** Number(suffix.slice(1));
  if (suffix.endsWith('i')) return 2 ** (10 * binarySuffixes.indexOf(suffix));
  return 10 ** (3 * decimalSuffixes.indexOf(suffix) - 9);
}

function compute(quantity: string): number {
  const found = shape.exec(quantity);
  if (found === null || quantity === '') return Number.NaN;
  const [, sign, whole = '', fraction = '', suffix = ''] = found;
  const value = Number(`${whole || '0'}.${fraction || '0'}`) * factorOf(suffix);
  // A thousandth of a core is the finest the simulation tells apart.
  return (sign === '-' ? -1 : 1) * Number(value.toPrecision(15));
}

/**
 * The form a quantity is stored and shown in: `0.5` is `500m`, `1024Mi` is `1Gi` (Quantity.CanonicalizeBytes). `error` is
 * ParseQuantity's when it is none.
 */
export function canonicalQuantity(
  quantity: string,
): { readonly text: string; readonly error?: never } | { readonly text?: never; readonly error: string } {
  const found = shape.exec(quantity);
  if (quantity === '' || !/^[+-]?\d*(\.\d*)?[eEinumkKMGTP]*[-+]?\d*$/.test(quantity))
    return {
      error: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    };
  if (found === null) return { error: "unable to parse quantity's suffix" };
  const [, sign = '', whole = '', fraction = '', suffix = ''] = found;
  const digits = (whole + fraction).replace(/^0+/, '');
  // No machine has a number of more than 18 digits of anything; those are kept as they were written.
  if (digits.length > 18) return { text: quantity };
  if (/^0*$/.test(digits)) return { text: '0' };
  const text = suffix.endsWith('i') ? binary(whole, fraction, suffix) : undefined;
  return { text: (sign === '-' ? '-' : '') + (text ?? decimal(digits, fraction.length, suffix)) };
}

/** Whole multiples of a power of 1024; undefined for what decimal form shows better. */
function binary(whole: string, fraction: string, suffix: string): string | undefined {
  let amount = Number(`${whole || '0'}.${fraction || '0'}`) * factorOf(suffix);
  if (amount < 1024 || !Number.isInteger(amount)) return undefined;
  let power = 0;
  while (power < 6 && amount % 1024 === 0) {
    amount /= 1024;
    power++;
  }
  return amount + (binarySuffixes[power] ?? '');
}

function decimal(digits: string, fractionDigits: number, suffix: string): string {
  if (suffix.endsWith('i')) {
    const bytes = (Number(digits) / 10 ** fractionDigits) * factorOf(suffix);
    const milli = String(Math.ceil(bytes * 1000));
    return decimal(milli, 3, '');
  }
  const mark = isExponent(suffix);
  let exponent = (mark ? Number(suffix.slice(1)) : 3 * decimalSuffixes.indexOf(suffix) - 9) - fractionDigits;
  let mantissa = digits.replace(/0+$/, '');
  exponent += digits.length - mantissa.length;
  for (; exponent % 3 !== 0; exponent--) mantissa += '0';
  if (mark) return exponent === 0 ? mantissa : `${mantissa}e${exponent}`;
  return mantissa + (decimalSuffixes[(exponent + 9) / 3] ?? `e${exponent}`);
}
