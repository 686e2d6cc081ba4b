import { failure } from '../cli-error';

/** Label selectors in text form, as objects carry them (apimachinery/pkg/labels, metav1.ParseToLabelSelector). */
interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

const shape =
  /^\s*(?:!\s*([^\s=!,()]+)|([^\s=!,()]+)\s*(?:(==|=|!=)\s*([^\s=!,()]*)|(in|notin)\s*\(([^()]*)\))?)\s*(?:(,)|$|(.))/;

/** @throws KubectlError with the words of `kubectl create pdb` */
export function parseSelector(text: string) {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: Requirement[] = [];
  for (let rest = text; rest !== ''; ) {
    const found = shape.exec(rest);
    if (found === null || found[8] !== undefined)
      throw failure(
        `couldn't parse the selector string ${JSON.stringify(text)}: found '${found?.[8] ?? rest.trim()}', expected: ',' or 'end of string'`,
      );
    const [all, absent, key = '', sign, value = '', word, list = ''] = found;
    if (absent !== undefined) matchExpressions.push({ key: absent, operator: 'DoesNotExist' });
    else if (sign === '!=') throw failure('"!=" is not a valid label selector operator');
    else if (sign !== undefined) matchLabels[key] = value;
    else if (word !== undefined) {
      const values = list.split(',').map((each) => each.trim());
      matchExpressions.push({ key, operator: word === 'in' ? 'In' : 'NotIn', values: values.sort() });
    } else matchExpressions.push({ key, operator: 'Exists' });
    rest = rest.slice(all.length);
  }
  return {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
}
