/** A short text with `code` and **bold**, made HTML at build by lib/course/quiz/inline-markdown.ts. */
export function RichText({ html, id, className }: { html: string; id?: string; className?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it comes from the repository's content, escaped at build; nothing a learner types gets here
  return <span id={id} className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
