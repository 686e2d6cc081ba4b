import { type FieldError, notSupported, required } from '../field-error';

/** A word that must be one of a few: missing is `Required value`, another one `Unsupported value`. */
export function oneOf(
  errors: FieldError[],
  field: string,
  value: string | undefined,
  supported: readonly string[],
): void {
  if (!value) errors.push(required(field));
  else if (!supported.includes(value)) errors.push(notSupported(field, value, supported));
}
