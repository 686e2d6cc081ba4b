import { type Locale, locales, otherLocale } from '../../i18n/locale';
import type { CompiledFile, Reference } from '../compile/findings';
import type { Problem } from '../course.types';
import { fileStart, problemAt } from '../problem';
import type { LessonSource } from './read-lesson';
import type { MdxSource } from './read-mdx';

type Compiled = Readonly<Record<Locale, CompiledFile>>;

/** Neither language is the original: what stands in one and not in the other is a mistake in either. */
export function checkLanguages({ mdx }: LessonSource, compiled: Compiled): Problem[] {
  return [
    ...checkHeads(mdx),
    ...locales.flatMap((locale) => missingHeadings(mdx, compiled, locale)),
    ...headingOrder(mdx, compiled),
    ...checkTags(mdx, compiled),
    ...locales.flatMap((locale) => missingReferences(mdx, compiled, locale)),
  ];
}

type Files = Readonly<Record<Locale, MdxSource>>;

/** Headings of one language whose id the other lacks, or has at another depth. */
function missingHeadings(mdx: Files, compiled: Compiled, locale: Locale): Problem[] {
  const other = otherLocale(locale);
  return compiled[locale].headings.flatMap((heading) => {
    const twin = compiled[other].headings.find(({ id }) => id === heading.id);
    if (!twin) {
      return [
        problemAt(
          mdx[locale].file,
          heading,
          `heading id \`${heading.id}\` does not exist in ${other}.mdx`,
          `give its heading in ${other}.mdx the same id, or remove this one`,
        ),
      ];
    }
    if (twin.depth === heading.depth || locale === 'ko') return [];
    return [
      problemAt(
        mdx[locale].file,
        heading,
        `heading \`${heading.id}\` has ${heading.depth} signs \`#\` here and ${twin.depth} in ${other}.mdx`,
        'give both the same depth',
      ),
    ];
  });
}

/** The first heading that stands elsewhere than in the other language; ids that only one has are reported above. */
function headingOrder(mdx: Files, compiled: Compiled): Problem[] {
  const ids = { ko: compiled.ko.headings.map(({ id }) => id), en: compiled.en.headings.map(({ id }) => id) };
  const ko = ids.ko.filter((id) => ids.en.includes(id));
  const en = compiled.en.headings.filter(({ id }) => ids.ko.includes(id));
  const index = en.findIndex(({ id }, nth) => id !== ko[nth]);
  const heading = en[index];
  if (!heading || ko.length !== en.length) return [];
  return [
    problemAt(
      mdx.en.file,
      heading,
      `heading \`${heading.id}\` stands where ko.mdx has \`${ko[index]}\``,
      'put the headings in the same order in both languages',
    ),
  ];
}

/** A word or number may be named more often in one language; of every other tag both have the same number. */
function checkTags(mdx: Files, compiled: Compiled): Problem[] {
  const names = new Set([...Object.keys(compiled.ko.tags), ...Object.keys(compiled.en.tags)]);
  const named = new Set(
    [...compiled.ko.references, ...compiled.en.references]
      .filter(({ kind }) => kind !== 'image')
      .map(({ tag }) => tag),
  );
  return [...names].flatMap((name) => {
    const counts = { ko: compiled.ko.tags[name] ?? 0, en: compiled.en.tags[name] ?? 0 };
    if (named.has(name) || counts.ko === counts.en) return [];
    return [
      problemAt(
        mdx.en.file,
        fileStart,
        `\`<${name}>\` is used ${counts.en}× here and ${counts.ko}× in ko.mdx`,
        'say the same in both languages',
      ),
    ];
  });
}

/** Ids that one language names and the other does not. */
function missingReferences(mdx: Files, compiled: Compiled, locale: Locale): Problem[] {
  const other = otherLocale(locale);
  const key = ({ kind, id }: Reference) => `${kind} ${id}`;
  const there = new Set(compiled[other].references.map(key));
  const once = new Map(
    compiled[locale].references
      .filter(({ kind }) => kind !== 'image')
      .map((reference) => [key(reference), reference]),
  );
  return [...once.values()].flatMap((reference) => {
    if (there.has(key(reference))) return [];
    const found = `${reference.kind} \`${reference.id}\` is used here and not in ${other}.mdx`;
    return [
      problemAt(mdx[locale].file, reference, found, `use it in ${other}.mdx as well, or remove it here`),
    ];
  });
}

/** Front matter that does not depend on the language. Sources may: each language names what its readers can read. */
function checkHeads({ ko, en }: Files): Problem[] {
  const [left, right] = [ko.frontmatter, en.frontmatter];
  if (!left || !right || !en.head) return [];
  const head = en.head;
  const differs = (
    key: 'minutes' | 'prerequisites' | 'objectives',
    what: string,
    here: unknown,
    there: unknown,
  ) =>
    JSON.stringify(here) === JSON.stringify(there)
      ? []
      : [head.keyProblem([], key, `${what} here and in ko.mdx differ`, 'write the same in both languages')];
  return [
    ...differs('minutes', '`minutes`', right.minutes, left.minutes),
    ...differs('prerequisites', '`prerequisites`', right.prerequisites, left.prerequisites),
    ...differs('objectives', 'the number of `objectives`', right.objectives.length, left.objectives.length),
  ];
}
