import type { Locale } from '@/lib/i18n/locale';
import { siteWords } from '@/lib/i18n/site-words';
import { CopyButton } from './copy-button';

interface Props {
  /** Highlighted at build time by lib/course/compile/code-blocks.ts. */
  html: string;
  lang: string;
  title?: string;
  /** What the copy button takes: the whole code, or only the commands of a terminal. */
  code?: string;
  commands?: string;
  locale: Locale;
}

export function CodeBlock({ html, lang, title, code, commands, locale }: Props) {
  const words = siteWords(locale);
  const isTerminal = lang === 'terminal';
  const copied = commands ?? code;
  return (
    <figure
      className={`code-block my-7 border bg-raised ${isTerminal ? 'border-ink' : 'border-rule-strong'}`}
    >
      <figcaption className="flex min-h-10 items-center justify-between gap-4 border-b border-rule pl-4 font-mono text-[0.8125rem] text-ink-3">
        {title ?? (isTerminal ? words.terminal : lang)}
        {copied && (
          <CopyButton
            text={copied}
            label={isTerminal ? words.copyCommands : words.copy}
            done={words.copied}
            failed={words.copyFailed}
          />
        )}
      </figcaption>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made by shiki from the repository's own text at build time */}
      <div dangerouslySetInnerHTML={{ __html: html }} />
    </figure>
  );
}
