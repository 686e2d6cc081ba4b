import type { LabelSelector, Labels } from '../api/meta';
import { badRequest } from './status-error';
import { isQualifiedName, isValidLabelValue } from './strategy/names';

/** Label selectors as text (k8s.io/apimachinery/pkg/labels/selector.go): `app=web,tier!=db,env in (a,b),!gone,size>3`. */
export type LabelMatcher = (labels: Labels | undefined) => boolean;

type Operator = 'in' | 'notin' | '=' | '==' | '!=' | 'gt' | 'lt' | 'exists' | '!';

interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

const binaryOperators: readonly Operator[] = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];
const operatorSigns: Readonly<Record<string, Operator>> = { '>': 'gt', '<': 'lt' };
const token = /\s*(==|!=|[=!(),<>]|[^\s=!(),<>]+)/y;
const isWord = (text: string) => /^[^=!(),<>]/.test(text);

/** Throws BadRequest with upstream's complaint. An empty text matches everything. */
export function parseLabelSelector(text: string): LabelMatcher {
  const requirements = new Parser(text).parse();
  return (labels = {}) => requirements.every((requirement) => meets(requirement, labels));
}

function meets({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'notin':
    case '!=':
      return value === undefined || !values.includes(value);
    case 'gt':
    case 'lt': {
      if (value === undefined || !/^[+-]?\d+$/.test(value)) return false;
      return operator === 'gt' ? Number(value) > Number(values[0]) : Number(value) < Number(values[0]);
    }
    default:
      return value !== undefined && values.includes(value);
  }
}

class Parser {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(text: string) {
    token.lastIndex = 0;
    for (let found = token.exec(text); found !== null; found = token.exec(text))
      this.tokens.push(found[1] ?? '');
  }

  parse(): readonly Requirement[] {
    const requirements: Requirement[] = [];
    while (this.peek() !== '') {
      if (!isWord(this.peek()) && this.peek() !== '!')
        throw badRequest(`found '${this.peek()}', expected: !, identifier, or 'end of string'`);
      requirements.push(this.requirement());
      const next = this.take();
      if (next === '') break;
      if (next !== ',') throw badRequest(`found '${next}', expected: ',' or 'end of string'`);
      if (!isWord(this.peek()) && this.peek() !== '!')
        throw badRequest(`found '${this.peek()}', expected: identifier after ','`);
    }
    return requirements;
  }

  private requirement(): Requirement {
    const isNegated = this.peek() === '!';
    if (isNegated) this.at++;
    const key = this.take();
    if (!isWord(key)) throw unparsable(`found '${key}', expected: identifier`);
    checkKey(key);
    if (isNegated || this.peek() === '' || this.peek() === ',')
      return { key, operator: isNegated ? '!' : 'exists', values: [] };
    const sign = this.take();
    const operator = operatorSigns[sign] ?? (binaryOperators.find((each) => each === sign) as Operator);
    if (operator === undefined || sign === 'gt' || sign === 'lt')
      throw unparsable(`found '${sign}', expected: ${binaryOperators.join(', ')}`);
    const values = operator === 'in' || operator === 'notin' ? this.values() : [this.exactValue()];
    values.forEach((value, index) => {
      if ((operator === 'gt' || operator === 'lt') && !/^[+-]?\d+$/.test(value))
        throw unparsable(
          `values[${index}]: Invalid value: ${JSON.stringify(value)}: for 'Gt', 'Lt' operators, the value must be an integer`,
        );
      checkValue(key, value, index);
    });
    return { key, operator, values };
  }

  private values(): string[] {
    const open = this.take();
    if (open !== '(') throw unparsable(`found '${open}' expected: '('`);
    const found = new Set<string>();
    let isValueNext = true;
    for (;;) {
      const next = this.take();
      if (next === ')') {
        if (isValueNext) found.add('');
        return [...found].sort();
      }
      if (next === ',') {
        if (isValueNext) found.add('');
        isValueNext = true;
      } else if (isWord(next) && isValueNext) {
        found.add(next);
        isValueNext = false;
      } else if (!isValueNext) throw unparsable(`found '${next}', expected: ',' or ')'`);
      else if (found.size === 0) throw unparsable(`found '${next}', expected: ',', ')' or identifier`);
      else throw unparsable(`found '${next}', expected: ',', or identifier`);
    }
  }

  private exactValue(): string {
    const next = this.peek();
    if (next === '' || next === ',') return '';
    this.at++;
    if (!isWord(next)) throw unparsable(`found '${next}', expected: identifier`);
    return next;
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private take(): string {
    const next = this.peek();
    this.at++;
    return next;
  }
}

const unparsable = (why: string) => badRequest(`unable to parse requirement: ${why}`);

function checkKey(key: string): void {
  const [why] = isQualifiedName(key);
  if (why !== undefined) throw unparsable(`<nil>: Invalid value: ${JSON.stringify(key)}: ${why}`);
}

function checkValue(key: string, value: string, index: number): void {
  const [why] = value === '' ? [] : isValidLabelValue(value);
  if (why !== undefined)
    throw unparsable(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${why}`);
}

/** A selector of an object as text, as `scale` and Tables show it: `app=web,env in (a,b)`. */
export function formatLabelSelector(selector: LabelSelector): string {
  const parts = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    text: `${key}=${value}`,
  }));
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const list = `(${[...values].sort().join(',')})`;
    const forms = {
      In: `${key} in ${list}`,
      NotIn: `${key} notin ${list}`,
      Exists: key,
      DoesNotExist: `!${key}`,
    };
    parts.push({ key, text: forms[operator] });
  }
  return parts
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ text }) => text)
    .join(',');
}
