import { dirname, join } from 'node:path';
import type { BuildFailure, Plugin } from 'esbuild';
import { bundleMDX } from 'mdx-bundler';
import remarkGfm from 'remark-gfm';
import type { Locale } from '../../i18n/locale';
import { fileStart, type Place } from '../problem';
import { codeBlocks } from './code-blocks';
import { describeSyntaxError, type SyntaxReason } from './describe-syntax-error';
import { type CompiledFile, type Findings, type LessonFile, newFindings, report } from './findings';
import { lessonRules } from './lesson-rules';

/** Words that footnotes bring along. */
const footnoteWords: Record<Locale, { label: string; back: string }> = {
  ko: { label: '각주', back: '본문으로 돌아가기' },
  en: { label: 'Footnotes', back: 'Back to the text' },
};

/**
 * Compiles one language of a lesson. Mistakes of the author become problems, never exceptions: the rules' own are all
 * gathered; of broken syntax the parser knows only the first.
 */
export async function compileMdx(root: string, lesson: LessonFile): Promise<CompiledFile> {
  const findings = newFindings(lesson);
  let code: string | null = null;
  let isRead = true;
  try {
    code = await bundle(root, findings);
  } catch (error) {
    const reason = syntaxReason(error);
    if (reason) {
      const { found, fix, ...place } = describeSyntaxError(lesson.body, reason);
      report(findings, place, found, fix);
      isRead = false;
    } else if (findings.problems.length === 0) throw error;
  }
  const { headings, sections, references, links, tags, problems } = findings;
  return {
    code: problems.length > 0 ? null : code,
    headings,
    sections,
    references,
    links,
    tags,
    problems,
    isRead,
  };
}

async function bundle(root: string, findings: Findings): Promise<string> {
  const { file, body, locale } = findings.lesson;
  const path = join(root, file);
  const words = footnoteWords[locale];
  const { code } = await bundleMDX({
    source: { path, value: body, cwd: root },
    cwd: dirname(path),
    mdxOptions: (options) => ({
      ...options,
      // With one `~` as strike-through, “3~5초 … 1~2초” would lose the words between.
      remarkPlugins: [
        [remarkGfm, { singleTilde: false }],
        [lessonRules, findings],
        [codeBlocks, findings],
      ],
      remarkRehypeOptions: { footnoteLabel: words.label, footnoteBackLabel: words.back },
      // As a style it would break the policy (style-src-attr 'none').
      tableCellAlignToStyle: false,
    }),
    esbuildOptions: (options) => ({
      ...options,
      logLevel: 'silent',
      charset: 'utf8',
      plugins: [cleanedText(path, body), ...(options.plugins ?? [])],
    }),
  });
  return code;
}

/** Has esbuild take the text as we read and cleaned it; mdx-bundler alone would read an existing file anew. */
function cleanedText(path: string, contents: string): Plugin {
  return {
    name: 'cleaned-text',
    setup(build) {
      build.onResolve({ filter: /\.mdx$/ }, (args) =>
        args.path === path ? { path, pluginData: { contents } } : null,
      );
    },
  };
}

/** The MDX parser's message inside an esbuild failure; null for any other error. */
function syntaxReason(error: unknown): SyntaxReason | null {
  const detail: unknown = (error as Partial<BuildFailure>).errors?.[0]?.detail;
  const cause = (detail as { cause?: unknown } | undefined)?.cause;
  if (!isMessage(cause)) return null;
  const start = cause.place && 'start' in cause.place ? cause.place.start : cause.place;
  return { reason: cause.reason, place: start ?? (/\(\d+:\d+/.test(cause.reason) ? null : fileStart) };
}

interface Message {
  readonly reason: string;
  readonly place?: Place | { readonly start: Place };
}

function isMessage(value: unknown): value is Message {
  return value instanceof Error && 'reason' in value && typeof value.reason === 'string';
}
