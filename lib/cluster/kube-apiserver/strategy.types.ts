import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import type { Simulation } from '../simulation';
import type { FieldError } from './field-error';

/** What a strategy may know besides the object: the time, chance, and what is stored. */
export interface StrategyContext {
  readonly simulation: Simulation;
  /** What is stored under `key` (`namespace/name` or `name`), read directly as admission plugins and allocators do. */
  get<T extends KubeObject>(resource: Resource<T>, key: string): T | undefined;
  list<T extends KubeObject>(resource: Resource<T>, namespace?: string): readonly T[];
}

/**
 * How the API server treats one kind (k8s.io/apiserver/pkg/registry/rest and pkg/registry/…/strategy.go). Objects are never
 * changed: a step returns the same object when it has nothing to do, so parts shared with a frozen template stay shared.
 */
export interface Strategy<T extends KubeObject = KubeObject> {
  /** Fills in what was left out (pkg/apis/…/defaults.go). `object` may be anything the schema lets through. */
  default(object: T, context: StrategyContext): T;
  /** Clears what a client may not set (status), allocates addresses and ports. Runs after admission, before `validate`. */
  prepareForCreate?(object: T, context: StrategyContext): T;
  validate(object: T, context: StrategyContext): readonly FieldError[];
  /** Keeps what this request may not touch. */
  prepareForUpdate?(next: T, old: T, context: StrategyContext): T;
  /** Immutable fields, and `validate` again where upstream does so. */
  validateUpdate?(next: T, old: T, context: StrategyContext): readonly FieldError[];
  validateStatusUpdate?(next: T, old: T, context: StrategyContext): readonly FieldError[];
  /** Whether the kind has `status` behind `/status`; then writes to the main path leave it alone. */
  readonly hasStatus: boolean;
  /** Whether `metadata.generation` counts changes of `spec`. */
  readonly hasGeneration: boolean;
  /** Seconds of grace for a delete (rest.GracefulDeleteStrategy); undefined: the object goes at once. */
  graceSeconds?(object: T, asked: number | undefined): number;
  /** Warnings a create or update answers with (`Warning:` headers). */
  warnings?(object: T): readonly string[];
  /** The field selectors the kind knows besides metadata.name and metadata.namespace. */
  readonly selectableFields?: Readonly<Record<string, (object: T) => string>>;
}
