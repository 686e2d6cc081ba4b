import { locales } from '../../i18n/locale';
import type { Problem } from '../course.types';
import { suggest } from '../nearest';
import type { LessonSource } from './read-lesson';

/** Prerequisites that do not exist, and circles of lessons that each want the other first. */
export function checkPrerequisites(lessons: readonly LessonSource[]): Problem[] {
  const ids = lessons.map(({ place }) => place.id);
  const wanted = new Map(
    lessons.map(({ place, mdx }) => [place.id, mdx.ko.frontmatter?.prerequisites ?? []]),
  );
  return lessons.flatMap(({ place, mdx }) =>
    locales.flatMap((locale) => {
      const { head, frontmatter } = mdx[locale];
      return (frontmatter?.prerequisites ?? []).flatMap((id, index) => {
        const at = ['prerequisites', index];
        if (!head) return [];
        if (!ids.includes(id))
          return [
            head.problem(
              at,
              `unknown prerequisite \`${id}\``,
              suggest(id, ids, 'name a lesson as `chapter/lesson`'),
            ),
          ];
        const circle = pathBetween(id, place.id, wanted);
        if (!circle) return [];
        return [
          head.problem(
            at,
            `a circle of prerequisites: ${[place.id, ...circle].join(' → ')}`,
            'remove one of these prerequisites',
          ),
        ];
      });
    }),
  );
}

/** The way from one lesson to another along prerequisites, both ends included; null when there is none. */
function pathBetween(
  from: string,
  to: string,
  wanted: ReadonlyMap<string, readonly string[]>,
  seen: ReadonlySet<string> = new Set(),
): string[] | null {
  if (from === to) return [to];
  if (seen.has(from)) return null;
  const onTheWay = new Set([...seen, from]);
  for (const next of wanted.get(from) ?? []) {
    const rest = pathBetween(next, to, wanted, onTheWay);
    if (rest) return [from, ...rest];
  }
  return null;
}
