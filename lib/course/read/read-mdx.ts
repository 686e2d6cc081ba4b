import type { Locale } from '../../i18n/locale';
import type { Problem } from '../course.types';
import { fileStart, problemAt } from '../problem';
import { type Frontmatter, frontmatter } from '../schema/course';
import { splitLesson } from './front-matter';
import { readText } from './read-text';
import type { Reader } from './read-yaml';
import { parseYaml, validate, type YamlFile } from './yaml-file';

/** One language of a lesson before it is compiled. */
export interface MdxSource {
  readonly file: string;
  readonly locale: Locale;
  /** Null when the file is missing or unreadable. The front matter is replaced by empty lines. */
  readonly body: string | null;
  readonly head: YamlFile | null;
  /** Null unless it fits its schema. */
  readonly frontmatter: Frontmatter | null;
  readonly problems: readonly Problem[];
}

const languageNames: Record<Locale, string> = { ko: 'Korean', en: 'English' };

export async function readMdx(reader: Reader, folder: string, locale: Locale): Promise<MdxSource> {
  const file = `${folder}/${locale}.mdx`;
  const nothing = { file, locale, body: null, head: null, frontmatter: null };
  const read = await readText(
    reader.root,
    file,
    'front matter between two lines `---`, and the lesson after it',
  );
  if (read === null) {
    const fix = `write ${locale}.mdx: a lesson exists in both languages or not at all`;
    return {
      ...nothing,
      problems: [
        problemAt(file, fileStart, `the ${languageNames[locale]} text of this lesson is missing`, fix),
      ],
    };
  }
  if (read.text === null) return { ...nothing, problems: read.problems };
  const { head, body, problems } = splitLesson(file, read.text);
  if (head === null) return { ...nothing, body, problems: [...read.problems, ...problems] };
  const parsed = await parseYaml(reader.cache, { file, text: head, linesBefore: 1 });
  const checked = parsed.yaml ? validate(parsed.yaml, frontmatter) : { value: null, problems: [] };
  return {
    file,
    locale,
    body,
    head: parsed.yaml,
    frontmatter: checked.value,
    problems: [...read.problems, ...parsed.problems, ...checked.problems],
  };
}
