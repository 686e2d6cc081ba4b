import type { Definition, Link } from 'mdast';
import { isLocale } from '../../i18n/locale';
import { type Findings, placeOf, report } from './findings';

const outside = /^(https?:\/\/[^/]|mailto:)/i;

/**
 * Links of the site are written without a language, so that both languages read the same; here they get the one of
 * the page. Whether their target exists is for the caller to say.
 */
export function takeLink(findings: Findings, link: Link | Definition): void {
  const { url } = link;
  if (outside.test(url)) return;
  const place = placeOf(link);
  if (url.startsWith('#') && url.length > 1) {
    findings.links.push({ url, line: place.line, column: place.column });
    return;
  }
  if (!url.startsWith('/') || url.startsWith('//')) {
    report(
      findings,
      place,
      `link to \`${url}\``,
      'begin it with `https://`, with `/` (`/chapter/lesson/`) or with `#` (a heading of this page)',
    );
    return;
  }
  const path = url.split(/[?#]/)[0] ?? '';
  const [, first = ''] = path.split('/');
  if (isLocale(first)) {
    report(
      findings,
      place,
      `link to \`${url}\` names a language`,
      `write \`${url.slice(first.length + 1) || '/'}\`: each page links to its own language`,
    );
    return;
  }
  if (!path.endsWith('/')) {
    report(
      findings,
      place,
      `link to \`${url}\` has no slash at the end of its path`,
      `write \`${path}/${url.slice(path.length)}\``,
    );
    return;
  }
  findings.links.push({ url, line: place.line, column: place.column });
  link.url = `/${findings.lesson.locale}${url}`;
}
