import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const expectedWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  object: 'a group of `key: value` lines',
  record: 'a group of `key: value` lines',
  array: 'a list (lines that begin with `- `)',
  tuple: 'a list (lines that begin with `- `)',
};

const formatWords: Readonly<Record<string, string>> = {
  url: 'write a whole address: https://…',
  date: 'write the day as 2026-01-31',
};

/** A schema's complaint in an author's words. `data` is the whole value that was checked. */
export function describeIssue(issue: Issue, data: unknown): { found: string; fix: string } {
  const name = nameOf(issue.path);
  const value = valueAt(data, issue.path);
  if (value === undefined) return missing(issue, name);
  switch (issue.code) {
    case 'invalid_type':
      return {
        found: `${name} is ${shown(value)}`,
        fix: `write ${expectedWords[issue.expected] ?? issue.expected}`,
      };
    case 'invalid_value':
      return {
        found: `${name} is ${shown(value)}`,
        fix: `write one of: ${issue.values.map(String).join(', ')}`,
      };
    case 'too_small':
      return tooSmall(issue, name);
    case 'too_big':
      return { found: `${name} has too many items`, fix: `write at most ${issue.maximum}` };
    case 'invalid_format':
      return { found: `${name} is ${shown(value)}`, fix: formatWords[issue.format] ?? issue.message };
    case 'invalid_union':
      return { found: `${name} is ${shown(value)}`, fix: unionFix(issue) };
    default:
      return { found: `${name}: ${issue.message}`, fix: 'see content/README.md for the form' };
  }
}

function missing(issue: Issue, name: string): { found: string; fix: string } {
  const found = `${name} is missing`;
  const last = issue.path.at(-1);
  if (last === 'ko') return { found, fix: 'write the Korean text: `ko: …`' };
  if (last === 'en') return { found, fix: 'write the English text: `en: …`' };
  if (issue.code === 'invalid_union') return { found, fix: `add ${name}: ${unionFix(issue)}` };
  if (issue.code === 'invalid_value')
    return { found, fix: `add ${name}: one of ${issue.values.map(String).join(', ')}` };
  const expected = issue.code === 'invalid_type' ? expectedWords[issue.expected] : undefined;
  const texts =
    last === 'why' || last === 'text' || last === 'prompt' || last === 'title' || last === 'unmet';
  return {
    found,
    fix:
      texts && issue.code === 'invalid_type' && issue.expected === 'object'
        ? `add ${name} with \`ko\` and \`en\``
        : `add ${name}: ${expected ?? 'a value'}`,
  };
}

function tooSmall(
  issue: Extract<Issue, { code: 'too_small' }>,
  name: string,
): { found: string; fix: string } {
  if (issue.origin === 'array')
    return { found: `${name} has too few items`, fix: `write at least ${issue.minimum}` };
  if (issue.origin === 'string') return { found: `${name} is empty`, fix: 'write the text' };
  return {
    found: `${name} is too small`,
    fix: `write a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`,
  };
}

function unionFix(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if ('options' in issue && Array.isArray(issue.options))
    return `write one of: ${issue.options.map(String).join(', ')}`;
  const wanted = issue.errors
    .flat()
    .flatMap((inner) =>
      inner.code === 'invalid_type' ? [expectedWords[inner.expected] ?? inner.expected] : [],
    );
  return `write ${wanted.join(' or ')}`;
}

/** `why` for questions[0].choices[1].why; with its owner for what a list holds: `hints[2]`. */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (typeof last === 'number') return `item ${last + 1} of \`${String(path.at(-2) ?? 'the list')}\``;
  if (last === 'ko' || last === 'en')
    return `\`${[path.at(-2), last].filter((key) => typeof key === 'string').join('.')}\``;
  return `\`${String(last)}\``;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  return typeof value === 'string' ? `“${value}”` : String(value);
}
