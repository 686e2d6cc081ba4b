/** One complaint about one field, with upstream's words (k8s.io/apimachinery/pkg/util/validation/field/errors.go). */
export interface FieldError {
  /** `spec.containers[0].image` */
  readonly field: string;
  /** What a Status cause carries: FieldValueInvalid, FieldValueRequired … */
  readonly reason: string;
  /** All that stands behind "field: ". */
  readonly message: string;
}

/** A value as field.Error prints it: strings as Go quotes them, everything else as JSON, null for what is absent. */
function shown(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return typeof value === 'string' ? text.replace(/\\u00([01].)/g, '\\x$1') : text;
}

const withDetail = (message: string, detail: string) => (detail === '' ? message : `${message}: ${detail}`);

export const required = (field: string, detail = ''): FieldError => ({
  field,
  reason: 'FieldValueRequired',
  message: withDetail('Required value', detail),
});

export const invalidValue = (field: string, value: unknown, detail: string): FieldError => ({
  field,
  reason: 'FieldValueInvalid',
  message: withDetail(`Invalid value: ${shown(value)}`, detail),
});

/** The supported values are printed in the order given, which differs from kind to kind upstream. */
export const notSupported = (field: string, value: unknown, supported: readonly string[]): FieldError => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${shown(value)}: supported values: ${supported.map((each) => JSON.stringify(each)).join(', ')}`,
});

export const duplicate = (field: string, value: unknown, detail = ''): FieldError => ({
  field,
  reason: 'FieldValueDuplicate',
  message: withDetail(`Duplicate value: ${shown(value)}`, detail),
});

/** Something the value names does not exist (field.NotFound). */
export const missingValue = (field: string, value: unknown): FieldError => ({
  field,
  reason: 'FieldValueNotFound',
  message: `Not found: ${shown(value)}`,
});

export const forbiddenField = (field: string, detail: string): FieldError => ({
  field,
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${detail}`,
});

export const tooLong = (field: string, maxBytes: number): FieldError => ({
  field,
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${maxBytes} bytes`,
});
