import { type Document, isAlias, isCollection, isScalar, visit, type YAMLError } from 'yaml';

interface Words {
  readonly found: string;
  readonly fix: string;
}

/** A mistake in YAML, at an offset of the text. */
export interface YamlSlip extends Words {
  readonly offset: number;
  /** Whether the parser loses its way here, so that its further findings mean little. */
  readonly isStructural: boolean;
}

const colonMissing: Words = {
  found: 'a line without `key: value`',
  fix: 'add the colon and the value, or indent the line so that it belongs to the one before',
};

/** Mistakes that end with their own value. */
const local: readonly YAMLError['code'][] = [
  'BLOCK_AS_IMPLICIT_KEY',
  'BAD_SCALAR_START',
  'DUPLICATE_KEY',
  'BAD_DQ_ESCAPE',
  'TAG_RESOLVE_FAILED',
];

/** The parser's reasons in an author's words, by its error code. */
const byCode: Partial<Record<YAMLError['code'], Words>> = {
  BLOCK_AS_IMPLICIT_KEY: {
    found: 'a second `: ` on one line',
    fix: 'put text that holds `: ` between quotes',
  },
  BAD_SCALAR_START: {
    found: 'a value that begins with a character YAML keeps for itself',
    fix: 'put the text between quotes: "`kubectl` says …"',
  },
  TAB_AS_INDENT: { found: 'a tab in the indentation', fix: 'indent with spaces' },
  DUPLICATE_KEY: { found: 'the same key twice in one place', fix: 'keep one of the two' },
  BAD_INDENT: {
    found: 'a line that stands too far left or right, or a bracket that is never closed',
    fix: 'indent it like its neighbours, and close every [ and {',
  },
  MULTILINE_IMPLICIT_KEY: colonMissing,
  BLOCK_IN_FLOW: {
    found: 'a list or keys on lines of their own between { } or [ ]',
    fix: 'close the bracket on its line, or write the whole group without brackets',
  },
  BAD_DQ_ESCAPE: {
    found: 'an unknown \\ sequence between double quotes',
    fix: "use single quotes, or write the backslash twice: '\\\\'",
  },
  MULTIPLE_DOCS: {
    found: 'a second document begins here (`---`)',
    fix: 'keep one document a file: remove the line',
  },
  UNEXPECTED_TOKEN: {
    found: 'text where the value has already ended',
    fix: 'check the quotes and the indentation of this line and the one before',
  },
  TAG_RESOLVE_FAILED: {
    found: 'YAML reads a value that begins with `!` as a type',
    fix: 'put the text between quotes',
  },
};

const quoteLeftOpen: Words = {
  found: 'a quote that is opened here and never closed',
  fix: 'close it on the same line, or remove it',
};
const dashMissing: Words = {
  found: 'a line that stands between list items and is not one',
  fix: 'indent it like the first key of its item, or begin it with `- `',
};

/** What a parser error means to an author, at the place to mend. */
export function describeYamlError(error: YAMLError, document: Document): YamlSlip {
  const [offset] = error.pos;
  const isStructural = !local.includes(error.code);
  if (error.code === 'MISSING_CHAR' && error.message.includes('quote')) {
    // The parser stops at the end of the file; the author must go to where the quote begins.
    return { ...quoteLeftOpen, offset: openQuote(document, offset), isStructural };
  }
  if (error.code === 'MISSING_CHAR' && error.message.startsWith('Sequence item')) {
    return { ...dashMissing, offset, isStructural };
  }
  if (error.code === 'MISSING_CHAR' && error.message.startsWith('Implicit map key')) {
    return { ...colonMissing, offset, isStructural };
  }
  const words = byCode[error.code] ?? {
    found: `broken YAML: ${error.message}`,
    fix: 'check quotes, colons and indentation here',
  };
  return { ...words, offset, isStructural };
}

function openQuote(document: Document, end: number): number {
  let start = end;
  visit(document, {
    Scalar(_, node) {
      const range = node.range;
      if (isScalar(node) && range && node.type?.startsWith('QUOTE') && range[0] < end && range[1] >= end)
        start = range[0];
    },
  });
  return start;
}

/** Text that YAML silently takes for a reference: `**bold**`, or `&` before the first word. No file here needs any. */
export function referenceSlips(document: Document): YamlSlip[] {
  const slips: YamlSlip[] = [];
  const fix = 'put the text between quotes: "**bold** text"';
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const found = 'YAML takes a value that begins with `*` for a reference to another value';
      slips.push({ offset: node.range?.[0] ?? 0, found, fix, isStructural: false });
    } else if ((isScalar(node) || isCollection(node)) && node.anchor) {
      const found = 'YAML takes a value that begins with `&` for a name, and drops its first word';
      slips.push({ offset: node.range?.[0] ?? 0, found, fix, isStructural: false });
    }
  });
  return slips;
}
