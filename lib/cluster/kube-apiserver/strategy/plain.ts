import type { KubeObject } from '../../api/meta';
import type { FieldError } from '../field-error';
import type { Strategy } from '../strategy.types';
import { isDNS1123Subdomain, type NameCheck } from './names';
import { validateObjectMeta } from './object-meta';

interface Rules<T extends KubeObject> extends Partial<Omit<Strategy<T>, 'validate' | 'validateUpdate'>> {
  readonly checkName?: NameCheck;
  /** What there is to say about the rest of the object, now and after every change. */
  validateRest?(errors: FieldError[], object: T): void;
  /** What must not change. */
  validateChange?(errors: FieldError[], next: T, old: T): void;
}

/** A strategy for kinds whose rules are few: nothing is filled in, only what is named here is refused. */
export function plainStrategy<T extends KubeObject>(rules: Rules<T> = {}): Strategy<T> {
  const { checkName = isDNS1123Subdomain, validateRest, validateChange, ...rest } = rules;
  return {
    hasStatus: false,
    hasGeneration: false,
    default: (object) => object,
    validate(object) {
      const errors: FieldError[] = [];
      validateObjectMeta(errors, object.metadata, checkName);
      validateRest?.(errors, object);
      return errors;
    },
    validateUpdate(next, old) {
      const errors: FieldError[] = [];
      if (next.metadata !== old.metadata) validateObjectMeta(errors, next.metadata, checkName);
      validateChange?.(errors, next, old);
      validateRest?.(errors, next);
      return errors;
    },
    ...rest,
  };
}
