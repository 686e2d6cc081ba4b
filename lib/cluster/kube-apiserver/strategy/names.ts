import { type FieldError, invalidValue } from '../field-error';

/**
 * What names and keys may look like (k8s.io/apimachinery/pkg/util/validation). Every check returns what is wrong, in
 * upstream's words; nothing when all is well.
 */
export type NameCheck = (value: string) => readonly string[];

const nothing: readonly string[] = [];

const tooManyBytes = (max: number) => `must be no more than ${max} bytes`;

function regexError(what: string, format: string, examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${what} (e.g. ${shown}regex used for validation is '${format}')`;
}

function formatCheck(max: number, what: string, format: string, ...examples: string[]): NameCheck {
  const shape = new RegExp(`^${format}$`);
  const message = regexError(what, format, examples);
  return (value) => {
    const isLong = value.length > max;
    // A pattern is not tried on what is far too long: some of them are slow on hostile input.
    const isWrong = value.length > 2000 || !shape.test(value);
    if (!isLong && !isWrong) return nothing;
    return [...(isLong ? [tooManyBytes(max)] : []), ...(isWrong ? [message] : [])];
  };
}

/** For what comes again with every object: a label's key and value, a namespace. */
function remembering(isValid: NameCheck): NameCheck {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return nothing;
    const errors = isValid(value);
    if (errors.length === 0 && known.size < 1000) known.add(value);
    return errors;
  };
}

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const ends = 'must start and end with an alphanumeric character';

export const isDNS1123Label = remembering(
  formatCheck(
    63,
    `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and ${ends}`,
    label,
    'my-name',
    '123-abc',
  ),
);

export const isDNS1123Subdomain = formatCheck(
  253,
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and ${ends}`,
  `${label}(\\.${label})*`,
  'example.com',
);

export const isDNS1035Label = formatCheck(
  63,
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  '[a-z]([-a-z0-9]*[a-z0-9])?',
  'my-name',
  'abc-123',
);

export const isValidLabelValue = remembering(
  formatCheck(
    63,
    `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and ${ends}`,
    `(${qualified})?`,
    'MyValue',
    'my_value',
    '12345',
  ),
);

const configKey = formatCheck(
  253,
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  '[-._a-zA-Z0-9]+',
  'key.name',
  'KEY_NAME',
  'key-name',
);

/** A key of a ConfigMap or Secret. */
export const isConfigMapKey: NameCheck = (value) => {
  if (!value.startsWith('.')) return configKey(value);
  const dots = value === '.' || value === '..' ? `must not be '${value}'` : undefined;
  if (dots === undefined && !value.startsWith('..')) return configKey(value);
  return [...configKey(value), dots ?? "must not start with '..'"];
};

const percent = formatCheck(
  Number.POSITIVE_INFINITY,
  "a valid percent string must be a numeric string followed by an ending '%'",
  '[0-9]+%',
  '1%',
  '93%',
);
export const isValidPercent: NameCheck = percent;

export const isHTTPHeaderName = formatCheck(
  Number.POSITIVE_INFINITY,
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  '[-A-Za-z0-9]+',
  'X-Header-Name',
);

const namePart = formatCheck(
  63,
  `must consist of alphanumeric characters, '-', '_' or '.', and ${ends}`,
  qualified,
  'MyName',
  'my.name',
  '123-abc',
);
/** A label key, an annotation key, a finalizer: `app`, or `example.com/app`. */
export const isQualifiedName: NameCheck = remembering((value) => {
  const parts = value.split('/');
  const [name = ''] = parts.slice(-1);
  if (parts.length > 2)
    return [
      `a qualified name ${namePart('/').join()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  const errors: string[] = [];
  const [prefix = ''] = parts;
  if (parts.length === 2)
    errors.push(
      ...(prefix === '' ? ['must be non-empty'] : isDNS1123Subdomain(prefix)).map(
        (each) => `prefix part ${each}`,
      ),
    );
  if (name === '') errors.push('name part must be non-empty');
  errors.push(...namePart(name).map((each) => `name part ${each}`));
  return errors;
});

export const isEnvVarName: NameCheck = (value) =>
  /^[ -<>-~]*$/.test(value)
    ? nothing
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];

export const isValidPortNum = (port: number): readonly string[] =>
  port >= 1 && port <= 65535 ? nothing : ['must be between 1 and 65535, inclusive'];

export const isValidPortName: NameCheck = (port) => [
  ...(port.length > 15 ? [tooManyBytes(15)] : []),
  ...(/^[-a-z0-9]+$/.test(port)
    ? []
    : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(port) ? [] : ['must contain at least one letter (a-z)']),
  ...(port.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(port) ? ['must not begin or end with a hyphen'] : []),
];

const ipv4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/;

export const isIPv4 = (value: string): boolean => value.length < 16 && ipv4.test(value);
/** Good enough to tell an IPv6 address from a slip; the simulation routes none. */
export const isIPv6 = (value: string): boolean =>
  value.length < 46 && /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(value) && value.split(':').length > 2;

export const isValidIP: NameCheck = (value) =>
  isIPv4(value) || isIPv6(value)
    ? nothing
    : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];

/** Adds one complaint for each thing wrong with `value`. */
export function check<T extends string | number>(
  errors: FieldError[],
  field: string,
  value: T,
  isValid: (value: T) => readonly string[],
): void {
  for (const message of isValid(value)) errors.push(invalidValue(field, value, message));
}
