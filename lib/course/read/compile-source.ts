import type { CompiledFile } from '../compile/findings';
import type { CompiledLesson } from '../course.types';
import type { LessonFolder } from './folders';
import type { MdxSource } from './read-mdx';
import type { Reader } from './read-yaml';

/** Where a lesson's pictures are served from: `/content-images/architecture/monolith`. */
export function imagePath(place: LessonFolder): string {
  return `/content-images/${place.id}`;
}

/** Compiles one language of a lesson, or takes it from the cache; null when its file cannot be read. */
export async function compileSource(
  reader: Reader,
  place: LessonFolder,
  { file, locale, body }: MdxSource,
): Promise<CompiledFile | null> {
  if (body === null) return null;
  const lesson = { file, locale, body, imagePath: imagePath(place) };
  return reader.cache.remember(['mdx', file, locale, lesson.imagePath, body], async () => {
    // Loaded only when something has changed: the compiler and the highlighter take longer to load than a whole check.
    const { compileMdx } = await import('../compile/compile-mdx');
    return compileMdx(reader.root, lesson);
  });
}

/** What the page needs of it; null unless it is whole. */
export function toCompiledLesson(
  { frontmatter }: MdxSource,
  compiled: CompiledFile | null,
): CompiledLesson | null {
  if (!frontmatter || !compiled || compiled.code === null) return null;
  const headings = compiled.headings.map(({ id, depth, text }) => ({ id, depth, text }));
  return { code: compiled.code, frontmatter, headings, sections: compiled.sections };
}
