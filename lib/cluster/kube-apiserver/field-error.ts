/** One complaint about one field, with upstream's words (k8s.io/apimachinery/pkg/util/validation/field/errors.go). */
export interface FieldError {
  /** `spec.containers[0].image` */
  readonly field: string;
  /** What a Status cause carries: FieldValueInvalid, FieldValueRequired … */
  readonly reason: string;
  /** All that stands behind "field: ". */
  readonly message: string;
}

/** A value as field.Error prints it: strings quoted, objects as JSON, null for what is absent. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  return JSON.stringify(value);
}

export const required = (field: string, detail = ''): FieldError => ({
  field,
  reason: 'FieldValueRequired',
  message: detail === '' ? 'Required value' : `Required value: ${detail}`,
});

export const invalidValue = (field: string, value: unknown, detail: string): FieldError => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${shown(value)}: ${detail}`,
});

export const notSupported = (field: string, value: unknown, supported: readonly string[]): FieldError => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${shown(value)}: supported values: ${supported.map((each) => JSON.stringify(each)).join(', ')}`,
});

export const duplicate = (field: string, value: unknown): FieldError => ({
  field,
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${shown(value)}`,
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
