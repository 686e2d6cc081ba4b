import type { CompiledFile, Link } from '../compile/findings';
import type { Problem } from '../course.types';
import { nearest, suggest } from '../nearest';
import { problemAt } from '../problem';

/** What links may lead to. Null where it cannot be known now, because a file is broken. */
export interface LinkTargets {
  readonly lessonIds: readonly string[];
  readonly termIds: readonly string[] | null;
  /** Heading ids of a lesson, in the language of the page that links; null when that lesson cannot be read. */
  headingsOf(lessonId: string): Promise<readonly string[] | null>;
}

/** Pages of the site besides lessons, written without the language. */
const pages = ['/', '/glossary/', '/search/', '/about/'];

/** Links within the site that lead nowhere. */
export async function checkLinks(
  file: string,
  compiled: CompiledFile,
  targets: LinkTargets,
): Promise<Problem[]> {
  const own = compiled.headings.map(({ id }) => id);
  const checked = await Promise.all(compiled.links.map((link) => checkLink(file, link, own, targets)));
  return checked.flat();
}

async function checkLink(
  file: string,
  link: Link,
  own: readonly string[],
  targets: LinkTargets,
): Promise<Problem[]> {
  const dead = (what: string, fix: string) => [
    problemAt(file, link, `dead link \`${link.url}\`: ${what}`, fix),
  ];
  const [path = '', anchor] = link.url.replace(/\?[^#]*/, '').split('#');
  const lessonId = path.replace(/^\/|\/$/g, '');
  if (path !== '' && !pages.includes(path) && !targets.lessonIds.includes(lessonId)) {
    const all = [...pages, ...targets.lessonIds.map((id) => `/${id}/`)];
    const near = nearest(path, all);
    return dead(
      'no such page',
      near ? `did you mean \`${near}\`?` : 'link to a lesson as `/chapter/lesson/`, or to `/glossary/#term`',
    );
  }
  if (anchor === undefined) return [];
  const anchors =
    path === ''
      ? own
      : path === '/glossary/'
        ? targets.termIds
        : pages.includes(path)
          ? []
          : await targets.headingsOf(lessonId);
  if (anchors === null || anchors.includes(anchor)) return [];
  return dead(
    `nothing there has the id \`${anchor}\``,
    suggest(anchor, anchors, 'link to the id of a heading'),
  );
}
