import { jsonText } from '../../printers/json-text';
import { sha256 } from './sha256';

/** `--append-hash` (k8s.io/kubectl/pkg/util/hash): ten characters out of the SHA-256 of the object. */
const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** @param content what of the object counts, beside its kind and name */
export function appendHash(name: string, kind: string, content: object): string {
  const hash = sha256(jsonText({ kind, name, ...content }, 0));
  const short = [...hash.slice(0, 10)].map((char) => letters[char] ?? char).join('');
  return `${name}-${short}`;
}
