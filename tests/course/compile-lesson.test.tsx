import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getMDXExport } from 'mdx-bundler/client/jsx';
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { compileMdx } from '@/lib/course/compile/compile-mdx';
import { vocabulary } from '@/lib/course/compile/vocabulary';
import { compileLesson } from '@/lib/course/read/compile-lesson';
import { readCourse, readCourseOutline } from '@/lib/course/read/read-course';
import type { Locale } from '@/lib/i18n/locale';
import { en, ko, monolith, replace, services, smallCourse } from './small-course';

interface BlockProps {
  readonly html: string;
  readonly lang: string;
  readonly title?: string;
  readonly code?: string;
  readonly commands?: string;
}

/** Compiles a text and renders it with plain stand-ins for the tags; code blocks are handed out as their props. */
async function render(body: string, locale: Locale = 'en') {
  const lesson = { file: `content/x/${locale}.mdx`, locale, body, imagePath: '/content-images/a/b' };
  const compiled = await compileMdx('/nowhere', lesson);
  const blocks: BlockProps[] = [];
  const { default: Content } = getMDXExport(compiled.code ?? '', { React, _jsx_runtime: jsxRuntime });
  const tags = Object.keys(vocabulary).map((name) => [
    name,
    ({ children }: React.PropsWithChildren) => <div data-tag={name}>{children}</div>,
  ]);
  const CodeBlock = (props: BlockProps) => {
    blocks.push(props);
    return null;
  };
  const html = renderToStaticMarkup(<Content components={{ ...Object.fromEntries(tags), CodeBlock }} />);
  return { compiled, html, blocks };
}

const fence = (head: string, code: string) => `\`\`\`${head}\n${code}\n\`\`\``;

async function blockOf(head: string, code: string): Promise<BlockProps> {
  const { blocks, compiled } = await render(fence(head, code));
  expect(compiled.problems).toEqual([]);
  const [block] = blocks;
  if (!block) throw new Error('the text must hold a code block');
  return block;
}

describe('text', () => {
  test('a heading gets its hand-written id, and loses the comment that carries it', async () => {
    const { html, compiled } = await render(
      '## The **first** idea {/*first-idea*/}\n\ntext\n\n### Part {/* part */}',
    );
    expect(html).toContain('<h2 id="first-idea">The <strong>first</strong> idea</h2>');
    expect(html).toContain('<h3 id="part">Part</h3>');
    expect(compiled.headings.map(({ id, depth, text }) => ({ id, depth, text }))).toEqual([
      { id: 'first-idea', depth: 2, text: 'The first idea' },
      { id: 'part', depth: 3, text: 'Part' },
    ]);
  });

  test('links of the site get the language of the page; others stay', async () => {
    const text =
      '[a](/architecture/monolith/#x) [b](#y) [c](https://kubernetes.io/) [d][ref]\n\n[ref]: /glossary/';
    const { html } = await render(text, 'ko');
    expect(html.match(/href="[^"]+"/g)).toEqual([
      'href="/ko/architecture/monolith/#x"',
      'href="#y"',
      'href="https://kubernetes.io/"',
      'href="/ko/glossary/"',
    ]);
  });

  test('pictures get the address they are served from', async () => {
    const { html } = await render('![A shop](./shop.svg)');
    expect(html).toContain('<img src="/content-images/a/b/shop.svg" alt="A shop"/>');
  });

  test('tables align without inline styles, and footnotes speak the language of the page', async () => {
    const { html } = await render('| a |\n|--:|\n| 1[^n] |\n\n[^n]: note', 'ko');
    expect(html).toContain('<td align="right">');
    expect(html).not.toContain('style=');
    expect(html).toContain('각주</h2>');
    expect(html).toContain('aria-label="본문으로 돌아가기"');
  });

  test('single tildes are not strike-through, because Korean writes ranges with them', async () => {
    expect((await render('3~5초, 1~2초')).html).toBe('<p>3~5초, 1~2초</p>');
  });

  test('sections are the plain text under each heading, for search', async () => {
    const text =
      'Before.\n\n## One {/*one*/}\n\n<Note title="x">\nA **note**.\n</Note>\n\n| a | b |\n|---|---|\n| c | d |\n\n## Two {/*two*/}\n\n{/* hidden */}\n- e\n- f\n';
    expect((await render(text)).compiled.sections).toEqual([
      { id: '', title: '', text: 'Before.' },
      { id: 'one', title: 'One', text: 'A note. a b c d' },
      { id: 'two', title: 'Two', text: 'e f' },
    ]);
  });
});

describe('code blocks', () => {
  test('colours are classes, never inline styles', async () => {
    const block = await blockOf('yaml title="pod.yaml"', 'kind: Pod # a comment');
    expect(block).toMatchObject({ lang: 'yaml', title: 'pod.yaml', code: 'kind: Pod # a comment' });
    expect(block.commands).toBeUndefined();
    expect(block.html).toContain('<span class="tk-comment"> # a comment</span>');
    expect(block.html).not.toContain('style=');
    expect(block.html.startsWith('<pre tabindex="0"><code><span class="line">')).toBe(true);
  });

  test('{1,3-4} highlights lines', async () => {
    const { html } = await blockOf('text {1,3-4}', 'a\nb\nc\nd');
    expect(html.match(/class="line[^"]*"/g)).toEqual([
      'class="line highlighted"',
      'class="line"',
      'class="line highlighted"',
      'class="line highlighted"',
    ]);
  });

  test('difference marks become classes, and only what remains is copied', async () => {
    const block = await blockOf(
      'yaml',
      'replicas: 1 # [!code --]\nreplicas: 3 # [!code ++]\nname: a # [!code highlight]',
    );
    expect(block.html.match(/class="line[^"]*"/g)).toEqual([
      'class="line diff remove"',
      'class="line diff add"',
      'class="line highlighted"',
    ]);
    expect(block.html).not.toContain('[!code');
    expect(block.code).toBe('replicas: 3\nname: a');
  });

  test('a terminal tells commands from output, and only commands are copied', async () => {
    const block = await blockOf(
      'terminal',
      '$ kubectl run nx \\\n    --image=nginx\npod/nx created\n$ kubectl get pods\nNAME   <none>',
    );
    expect(block.commands).toBe('kubectl run nx \\\n    --image=nginx\nkubectl get pods');
    expect(block.code).toBeUndefined();
    const lines = block.html.replace(/<\/?(pre|code)[^>]*>/g, '').split('\n');
    expect(lines.map((line) => /class="([^"]*)"/.exec(line)?.[1])).toEqual([
      'line command',
      'line command',
      'line output',
      'line command',
      'line output',
    ]);
    expect(lines[0]).toContain(
      '<span class="prompt" aria-hidden="true">$ </span><span class="tk-function">kubectl</span>',
    );
    expect(lines[1]).not.toContain('prompt');
    expect(lines[4]).toBe('<span class="line output">NAME   &#x3C;none></span>');
  });

  test('text in a block is never markup', async () => {
    const { html } = await blockOf('text', '<script>alert(1)</script> & "quotes" {braces}');
    expect(html).not.toContain('<script');
  });
});

describe('a course on disk', () => {
  test('the front matter is no part of the text, and every lesson comes in both languages', async () => {
    const { root } = await smallCourse();
    const { course, lessons } = await readCourse(root);
    expect(course.chapters[0]?.lessons.map(({ id, number }) => ({ id, number }))).toEqual([
      { id: 'architecture/monolith', number: '1.1' },
      { id: 'architecture/microservices', number: '1.2' },
    ]);
    const page = lessons.get('architecture/monolith');
    expect(page?.ko.frontmatter.title).toBe('모놀리스');
    expect(page?.en.sections[0]).toEqual({ id: '', title: '', text: 'Only search is slow.' });
  });

  test('pictures are listed with the address that pages use', async () => {
    const { images } = await readCourse((await smallCourse()).root);
    expect(images).toEqual([
      { file: `${monolith}/shop.svg`, path: '/content-images/architecture/monolith/shop.svg' },
    ]);
  });

  test('the outline is the same course, with nothing compiled', async () => {
    const { root } = await smallCourse();
    const outline = await readCourseOutline(root);
    expect(outline).toEqual({
      course: (await readCourse(root)).course,
      images: outline.images,
      problems: [],
    });
  });

  test('one page can be compiled alone, with the problems of its own lesson', async () => {
    const course = await smallCourse({
      [en]: replace('#splitting', '#split'),
      [`${services}/ko.mdx`]: replace('minutes: 12', 'minutes: x'),
    });
    const page = await compileLesson(course.root, monolith, 'en');
    expect(page.lesson?.frontmatter.title).toBe('The monolith');
    expect(page.problems.map(({ file, found }) => ({ file, found }))).toEqual([
      { file: en, found: 'dead link `/architecture/microservices/#split`: nothing there has the id `split`' },
    ]);
    expect((await compileLesson(course.root, monolith, 'ko')).problems).toEqual([]);
  });

  test('a page is withheld while its tags name what does not exist, and shown while languages only differ', async () => {
    const unknown = await smallCourse({ [ko]: replace('<Try id="calm-search" />', '<Try id="calm" />') });
    expect([...(await readCourse(unknown.root)).lessons.keys()]).toEqual(['architecture/microservices']);
    const differing = await smallCourse({ [ko]: replace('<Quiz ids="scale-what" />', '') });
    expect((await readCourse(differing.root)).lessons.size).toBe(2);
  });

  test('unchanged lessons are not compiled again, and entries no longer needed go', async () => {
    const { root, texts } = await smallCourse();
    const folder = join(root, '.cache/lessons');
    const before = await readCourse(root);
    const names = await readdir(folder);
    const longAgo = new Date(0);
    await Promise.all(names.map((name) => utimes(join(folder, name), longAgo, longAgo)));
    await writeFile(join(root, en), `${texts[en]}\nMore.\n`);
    const after = await readCourse(root);
    expect(after.lessons.get('architecture/microservices')).toEqual(
      before.lessons.get('architecture/microservices'),
    );
    const now = await readdir(folder);
    const fresh = await Promise.all(now.map(async (name) => (await stat(join(folder, name))).mtimeMs > 0));
    expect(fresh.filter((isFresh) => isFresh)).toHaveLength(1);
    expect(now).toHaveLength(names.length);
  });
});
