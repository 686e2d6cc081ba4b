/** The kinds of character the YAML 1.1 scanner tells apart (go.yaml.in/yaml/v2, yamlprivateh.go). `''` is the end of the text. */
export const isBreak = (c: string) =>
  c === '\n' || c === '\r' || c === '\u0085' || c === '\u2028' || c === '\u2029';
export const isBlank = (c: string) => c === ' ' || c === '\t';
export const isBreakz = (c: string) => c === '' || isBreak(c);
export const isBlankz = (c: string) => isBlank(c) || isBreakz(c);
export const isAlpha = (c: string) => /^[0-9A-Za-z_-]$/.test(c);

/** What a reader lets through; anything else makes the whole text unreadable. */
export const isReadable = (text: string) =>
  !/[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text);
