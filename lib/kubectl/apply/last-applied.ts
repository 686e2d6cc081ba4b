import { jsonText } from '../printers/json-text';
import { at, isMap, type Json, withAt } from './json-value';

/** The annotation in which apply keeps what it applied (k8s.io/kubectl/pkg/util/apply.go). */
export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';
const path = ['metadata', 'annotations', lastAppliedAnnotation];

/** What the object's annotation says; undefined when there is none. */
export function lastAppliedOf(object: unknown): string | undefined {
  const text = at(object, ...path);
  return typeof text === 'string' ? text : undefined;
}

/**
 * The object with itself, without the annotation, in the annotation (util.GetModifiedConfiguration).
 * @param isTyped a typed object keeps its field order, and an empty map of annotations is left out
 */
export function withLastApplied(object: Json, isTyped = false): Json {
  const without = withAt(object, path, undefined);
  const { annotations } = (without.metadata ?? {}) as { annotations?: unknown };
  const plain =
    isTyped && isMap(annotations) && Object.keys(annotations).length === 0
      ? withAt(without, ['metadata', 'annotations'], undefined)
      : isTyped || annotations !== undefined
        ? without
        : withAt(without, ['metadata', 'annotations'], {});
  return withAt(object, path, `${jsonText(plain, 0, !isTyped)}\n`);
}
