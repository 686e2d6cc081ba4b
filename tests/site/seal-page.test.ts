import { describe, expect, it } from 'vitest';
import { sealPage, sha256 } from '../../lib/site/seal-page';

const loader = 'start()';
const page = (body: string, head = '') =>
  `<!DOCTYPE html><html><head><meta charSet="utf-8"/>${head}</head><body>${body}</body></html>`;
const sealed = (body: string, head = '') => sealPage(page(body, head), loader);
const policyOf = (html: string) =>
  /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

describe('the policy of a page', () => {
  it('stands right after the charset, before anything that it must govern', () => {
    expect(sealed('', '<link rel="stylesheet" href="/a.css"/>').html).toMatch(
      /<meta charSet="utf-8"\/><meta http-equiv="Content-Security-Policy"/,
    );
  });

  it('allows each inline script by its hash, and the loader, and nothing unsafe', () => {
    const policy = policyOf(
      sealed(
        '<script src="/_next/a.js"></script><script>one()</script><script id="x">if (1 < 2) two("<b style=\'\'>")</script>',
      ).html,
    );
    expect(policy).toContain(`'${sha256('one()')}'`);
    expect(policy).toContain(`'${sha256('if (1 < 2) two("<b style=\'\'>")')}'`);
    expect(policy).toContain(`'${sha256(loader)}'`);
    expect(policy).not.toContain('unsafe');
  });

  it('has the hash that browsers compute: base64 of SHA-256 over the text between the tags', () => {
    // From the example in the W3C specification of Content Security Policy, level 2.
    expect(sha256("alert('Hello, world.');")).toBe('sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=');
  });

  it('does not allow a script that was altered by one character', () => {
    expect(policyOf(sealed('<script>one()</script>').html)).not.toContain(sha256('one() '));
  });

  it('gives data no hash, because it does not run', () => {
    expect(policyOf(sealed('<script type="application/json">{"a":1}</script>').html)).not.toContain(
      sha256('{"a":1}'),
    );
  });

  it('reports a page without a charset, where the policy would have no place', () => {
    expect(sealPage('<html><head></head></html>', loader).faults).toHaveLength(1);
  });
});

describe('the framework', () => {
  const scripts =
    '<script src="/_next/a.js" async=""></script><script src="/_next/b.js" id="_R_" async=""></script>';

  it('is handed to the loader, each script once, in order', () => {
    const { html } = sealed(`${scripts}<script src="/_next/a.js" async=""></script>`);
    expect(html).toMatch(/<script data-later="\S+ \/_next\/a.js \/_next\/b.js">start\(\)<\/script>/);
    expect(html).not.toContain('src="/_next/');
  });

  it('is not fetched ahead either, while styles and fonts are', () => {
    const { html } = sealed(
      '',
      '<link rel="preload" as="script" href="/_next/a.js"/><link rel="preload" as="font" href="/fonts/a.woff2"/>',
    );
    expect(html).not.toContain('/_next/a.js');
    expect(html).toContain('/fonts/a.woff2');
  });

  it('gets its payload as one file, in order, and not in the page', () => {
    const { html, payload } = sealed(
      `<script>(self.__next_f=self.__next_f||[]).push([0])</script>${scripts}<script>self.__next_f.push([1,"<p>"])</script>`,
    );
    expect(html).not.toContain('__next_f');
    expect(payload?.script).toBe(
      '(self.__next_f=self.__next_f||[]).push([0]);\nself.__next_f.push([1,"<p>"])',
    );
    expect(html).toContain(`data-later="${payload?.path} /_next/a.js`);
  });

  it('leaves no trace in a page that does without it', () => {
    const { html, payload } = sealed('<p>Plain</p>');
    expect(payload).toBeNull();
    expect(html).not.toContain('<script');
  });

  it('keeps what only old browsers load where it is', () => {
    expect(sealed('<script src="/_next/old.js" noModule=""></script>').html).toContain(
      'src="/_next/old.js" noModule',
    );
  });
});

describe('a page is refused', () => {
  const faultOf = (body: string) => sealed(body).faults.join('\n');

  it.each([
    ['a style attribute', '<p style="color:red">x</p>'],
    ['a style attribute', '<p data-note="a > b" style="color:red">x</p>'],
    ['an inline <style>', '<style>p{color:red}</style>'],
    ['a script in an attribute', '<button onclick="x()">x</button>'],
    ['a script in an address', '<a href="javascript:x()">x</a>'],
    ['another origin', '<script src="https://elsewhere.example/a.js"></script>'],
    ['another origin', '<img src="//elsewhere.example/a.png" alt="x">'],
    ['another origin', '<img srcset="/a.png 1x, https://elsewhere.example/a.png 2x" alt="x">'],
    ['another origin', '<link rel="stylesheet" href="https://elsewhere.example/a.css">'],
    ['another origin', '<iframe src="https://elsewhere.example/"></iframe>'],
    ['another origin', '<svg><use href="https://elsewhere.example/a.svg#b"></use></svg>'],
  ])('for %s: %s', (fault, body) => {
    expect(faultOf(body)).toContain(fault);
  });

  it.each([
    '<a href="https://kubernetes.io/">a link the reader may follow</a>',
    '<link rel="canonical" href="https://example.org/"/>',
    '<pre>&lt;p style="color:red"&gt;</pre>',
    '<script>push("<p style=\\"x\\">")</script>',
    '<!-- <p style="x"> -->',
    '<img src="/a.png" alt="style= onclick=">',
  ])('but not for %s', (body) => {
    expect(faultOf(body)).toBe('');
  });
});
