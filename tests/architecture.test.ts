import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';

/** The house rules of the design, kept by machine: who may import whom, what pure rooms may not say, how large things get. */
const root = join(import.meta.dirname, '..');
const rooms = ['app', 'components', 'content', 'lib', 'tests'] as const;

const files = rooms
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
  )
  .filter((file) => /\.(ts|tsx|mjs|js)$/.test(file) && !/\.gen\.ts$|\.d\.ts$/.test(file))
  .sort();

const sourceOf = (file: string) => readFileSync(join(root, file), 'utf8');

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item);
  else if (value !== null && typeof value === 'object') {
    if ('type' in value) yield value as Node;
    for (const [key, child] of Object.entries(value)) if (key !== 'parent') yield* walk(child);
  }
}

const asts = new Map(
  files.map((file) => [file, parseAst(sourceOf(file), { lang: file.endsWith('x') ? 'tsx' : 'ts' })]),
);

/** What a file imports (statically or not, types included), as paths from the project's root or package names. */
function importsOf(file: string): string[] {
  return [...walk(asts.get(file))]
    .filter((node) =>
      /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression)$/.test(node.type),
    )
    .map((node) => (node.source as { value?: unknown } | null)?.value)
    .filter((source): source is string => typeof source === 'string')
    .map((source) =>
      source.startsWith('.')
        ? normalize(join(dirname(file), source))
        : source.startsWith('@/')
          ? source.slice(2)
          : source,
    );
}

const inside = (room: string) => (path: string) => path === room || path.startsWith(`${room}/`);

/** Room → what of the project it may import. A room not listed here may import nothing of the project. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'lib/i18n': ['lib/i18n', 'lib/models'],
  'lib/cluster': ['lib/cluster'],
  'lib/kubectl': ['lib/kubectl', 'lib/cluster'],
  'lib/chaos': ['lib/chaos', 'lib/kubectl', 'lib/cluster'],
  'lib/transcript': ['lib/transcript', 'lib/kubectl', 'lib/cluster'],
  'lib/kube-http': ['lib/kube-http', 'lib/kubectl', 'lib/cluster'],
  // The clock and the seeded chance are the cluster's; a concept model runs on the same two.
  'lib/models': ['lib/models', 'lib/cluster/clock', 'lib/cluster/random'],
  'lib/course': ['lib/course', 'lib/models', 'lib/i18n', 'lib/cluster', 'lib/kubectl'],
  'lib/site': [
    'lib/site',
    'lib/course',
    'lib/models',
    'lib/i18n',
    'lib/cluster',
    'lib/kubectl',
    'lib/kube-http',
    'lib/transcript',
    'lib/chaos',
    'package.json',
  ],
  components: ['components', 'lib/course', 'lib/models', 'lib/i18n'],
  app: ['app', 'components', 'lib/course', 'lib/i18n', 'lib/site'],
  tests: ['tests', 'lib', 'components', 'playwright.config'],
};

describe('the house', () => {
  it('has files to check', () => {
    expect(files.length).toBeGreaterThan(60);
  });

  it('is imported one way', () => {
    const wrong = files.flatMap((file) => {
      const room = Object.keys(mayImport).find((each) => inside(each)(file)) ?? file;
      const allowed = mayImport[room] ?? [];
      return importsOf(file)
        .filter((path) => /^(app|components|content|lib|tests|public)(\/|$)/.test(path))
        .filter((path) => !allowed.some((each) => inside(each)(path)))
        .map((path) => `${file} imports ${path}; ${room} may import only ${allowed.join(', ')}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps packages out of the pure rooms', () => {
    const wrong = files
      .filter((file) => /^lib\/(models|i18n|cluster|kubectl)\//.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((path) => !path.startsWith('lib/'))
          .map((path) => `${file} imports ${path}`),
      );
    expect(wrong).toEqual([]);
  });

  it('keeps time, chance and the reader’s language out of the models', () => {
    const banned =
      /^(Promise|setTimeout|setInterval|queueMicrotask|Date|performance|Intl|localeCompare|toLocaleString|crypto|window|document|process)$/;
    /** Names of members (`.window`, `window:`) are the field's words, not the browser's things. */
    const memberNames = (file: string) =>
      new Set(
        [...walk(asts.get(file))].flatMap((node) =>
          node.type === 'MemberExpression'
            ? node.computed
              ? []
              : [node.property]
            : node.key
              ? [node.key]
              : [],
        ),
      );
    const says = (node: Node) => {
      if (node.type === 'AwaitExpression' || node.async === true) return 'await';
      if (
        node.type === 'MemberExpression' &&
        (node.object as Node).name === 'Math' &&
        (node.property as Node).name === 'random'
      )
        return 'Math.random';
      return node.type === 'Identifier' && banned.test(String(node.name)) ? String(node.name) : undefined;
    };
    const wrong = files
      .filter((file) => /^lib\/(models|cluster|kubectl)\//.test(file))
      .flatMap((file) => {
        const names = memberNames(file);
        return [...walk(asts.get(file))]
          .filter((node) => !names.has(node))
          .map(says)
          .filter((word) => word !== undefined)
          .map((word) => `${file} says ${word}`);
      });
    expect(wrong).toEqual([]);
  });

  it('has one place that asks the browser for frames', () => {
    const places = files.filter(
      (file) =>
        /^(app|components|lib)\//.test(file) &&
        !file.startsWith('lib/site/') &&
        /\brequestAnimationFrame\(/.test(sourceOf(file)),
    );
    expect(places).toEqual(['components/playback/use-playback.ts']);
  });

  it('uses the field’s names, not drawers to throw things in', () => {
    const drawers = files.filter((file) =>
      /(^|[/-])(utils?|helpers?|common|misc|manager)([./-]|$)/.test(
        relative('.', file).replace(/(kube|cloud)-controller-manager/g, ''),
      ),
    );
    expect(drawers).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const wrong = files.filter((file) => !/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(file.split('/').at(-1) ?? ''));
    expect(wrong).toEqual([]);
  });
});

describe('sizes', () => {
  /** Exceptions to a limit, each with its reason. The list may only shrink. */
  const allowedLonger: Readonly<Record<string, string>> = {};
  const lines = (text: string) => text.split('\n').length;

  it('keeps files under 300 lines', () => {
    const long = files
      .filter((file) => !allowedLonger[file] && lines(sourceOf(file)) > 300)
      .map((file) => `${file}: ${lines(sourceOf(file))}`);
    expect(long).toEqual([]);
  });

  it('keeps functions under 50 lines in lib and 120 in components', () => {
    const long = files
      .filter((file) => /^(lib|components|app)\//.test(file))
      .flatMap((file) => {
        const limit = file.startsWith('lib/') ? 50 : 120;
        const source = sourceOf(file);
        return [...walk(asts.get(file))]
          .filter((node) =>
            /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type),
          )
          .map((node) => ({
            name: `${file}:${lines(source.slice(0, node.start))}`,
            length: lines(source.slice(node.start, node.end)),
          }))
          .filter(({ name, length }) => length > limit && !allowedLonger[name])
          .map(({ name, length }) => `${name} has ${length} lines, more than ${limit}`);
      });
    expect(long).toEqual([]);
  });
});
