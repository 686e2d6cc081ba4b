import { goText } from '../jsonpath/find-results';
import { isRecord, type KubeDocument } from '../kube-document';
import { type DescribeWriter, printAnnotationsMultiline, printLabelsMultiline } from './describe-writer';

/** Kinds without a description of their own: every field, with its name in words (genericDescriber). */
export function describeGeneric(w: DescribeWriter, object: KubeDocument): void {
  const { metadata = {} } = object;
  w.field('Name', metadata.name ?? '');
  w.field('Namespace', metadata.namespace ?? '');
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  const { name: _n, namespace: _s, labels: _l, annotations: _a, managedFields: _m, ...rest } = metadata;
  printContent(w, 0, { ...object, metadata: rest });
}

function printContent(w: DescribeWriter, level: number, content: Readonly<Record<string, unknown>>): void {
  for (const field of Object.keys(content).sort()) {
    const value = content[field];
    if (isRecord(value)) {
      w.line(level, `${smartLabel(field)}:`);
      printContent(w, level + 1, value);
    } else if (Array.isArray(value)) {
      w.line(level, `${smartLabel(field)}:`);
      for (const child of value)
        if (isRecord(child)) printContent(w, level + 1, child);
        else w.line(level + 1, goText(child));
    } else w.field(smartLabel(field), goText(value), level);
  }
}

const acronyms = ['API', 'URL', 'UID', 'OSB', 'GUID'];

/** `resourceVersion` → `Resource Version`; names with other characters than letters stay. */
function smartLabel(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const parts = field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|-+/g) ?? [field];
  return parts
    .map((part) =>
      acronyms.includes(part.toUpperCase())
        ? part.toUpperCase()
        : (part[0] ?? '').toUpperCase() + part.slice(1),
    )
    .join(' ');
}
