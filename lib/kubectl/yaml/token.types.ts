/** Where a token begins; lines and columns count from 0. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

export type TokenType =
  | 'stream-start'
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | '-'
  | ','
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly mark: Mark;
  readonly end: Mark;
  readonly value: string;
  /** Tags: `!!` of `!!str`. Directives: the handle. */
  readonly handle?: string;
  readonly isPlain?: boolean;
}

/** A text that is no YAML, in go-yaml's words: `yaml: line 4: did not find expected key`. */
export class YamlError extends Error {}

/** A place where a key may turn out to have begun, once its `:` comes. */
export interface SimpleKey {
  isPossible: boolean;
  readonly isRequired: boolean;
  readonly token: number;
  readonly mark: Mark;
}
