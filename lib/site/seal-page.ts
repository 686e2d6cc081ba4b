import { createHash } from 'node:crypto';
import { pagePolicy } from './headers';

export interface SealedPage {
  readonly html: string;
  /** What the framework needs to take the page over, as a script to be put at `path`. Null when the page has no framework. */
  readonly payload: { readonly path: string; readonly script: string } | null;
  /** What the policy would block, or what asks another origin; a page with any must not be published. */
  readonly faults: readonly string[];
}

/** A tag of the page; for scripts and styles with what stands between it and its end tag. */
interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  readonly whole: string;
}

/** Scripts and styles first, whole, because what stands in them only looks like tags. Comments are passed over. */
const tags =
  /<!--[\s\S]*?-->|<(?<raw>script|style)\b(?<rawAttributes>(?:[^>"']|"[^"]*"|'[^']*')*)>(?<text>[\s\S]*?)<\/\k<raw>\s*>|<(?<name>[a-z][\w-]*)\b(?<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const attribute = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** How Next begins the inline scripts that carry the page once more, as data for the framework. */
const payloadScript = /^\(?self\.__next_f\b/;

/**
 * Makes a page of the export ready to publish: takes the framework's scripts and its payload out of the loading path (the
 * `loader`, a minified script, fetches them later) and puts in the policy with the hash of every inline script.
 */
export function sealPage(page: string, loader: string): SealedPage {
  const { html, payload, sources } = takeFrameworkOut(page);
  const hashes = new Set<string>();
  const faults: string[] = [];
  let head = '';
  if (sources.length > 0) {
    hashes.add(sha256(loader));
    head = `<script data-later="${[payload.path, ...sources].join(' ')}">${loader}</script>`;
  }
  replaceTags(html, (tag) => {
    if (tag.name === 'script' && !tag.attributes.has('src') && isExecuted(tag)) hashes.add(sha256(tag.text));
    faults.push(...faultsOf(tag));
    return tag.whole;
  });
  head = `<meta http-equiv="Content-Security-Policy" content="${pagePolicy([...hashes])}">${head}`;

  const charset = /<meta charset="utf-8"\s*\/?>/i;
  if (!charset.test(html))
    faults.push('<meta charset="utf-8"> is missing, so the policy has no place to stand');
  return {
    html: html.replace(charset, (meta) => meta + head),
    payload: sources.length > 0 ? payload : null,
    faults,
  };
}

function takeFrameworkOut(page: string) {
  const sources = new Set<string>();
  const payload: string[] = [];
  const html = replaceTags(page, (tag) => {
    const source = tag.attributes.get('src');
    if (tag.name === 'script' && source?.startsWith('/_next/') && !tag.attributes.has('nomodule'))
      sources.add(source);
    else if (tag.name === 'script' && payloadScript.test(tag.text)) payload.push(tag.text);
    else if (!isScriptPreload(tag)) return tag.whole;
    return '';
  });
  const script = payload.join(';\n');
  const name = createHash('sha256').update(script).digest('hex').slice(0, 16);
  return { html, sources: [...sources], payload: { path: `/_next/static/payload/${name}.js`, script } };
}

function isScriptPreload(tag: Tag): boolean {
  return (
    tag.name === 'link' && tag.attributes.get('rel') === 'preload' && tag.attributes.get('as') === 'script'
  );
}

/** The hash by which a policy allows an inline script. */
export function sha256(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

function isExecuted(tag: Tag): boolean {
  const type = tag.attributes.get('type') ?? '';
  return type === '' || /^(text\/javascript|module|importmap|speculationrules)$/.test(type);
}

function faultsOf(tag: Tag): string[] {
  const faults: string[] = [];
  const shown = tag.whole.slice(0, 120);
  if (tag.name === 'style') faults.push(`an inline <style>: ${shown}`);
  for (const [name, value] of tag.attributes) {
    if (name === 'style') faults.push(`a style attribute: ${shown}`);
    else if (name.startsWith('on')) faults.push(`a script in an attribute: ${shown}`);
    else if (/^\s*javascript:/i.test(value)) faults.push(`a script in an address: ${shown}`);
    else if (loads(tag, name) && value.split(',').some((address) => /^\s*(https?:)?\/\//i.test(address)))
      faults.push(`something from another origin: ${shown}`);
  }
  return faults;
}

/** Whether the browser fetches this attribute's address by itself. */
function loads(tag: Tag, name: string): boolean {
  if (tag.name === 'link')
    return (
      name === 'href' && !/^(canonical|alternate|author|license|me)$/.test(tag.attributes.get('rel') ?? '')
    );
  if (['image', 'use', 'feimage'].includes(tag.name)) return /^(xlink:)?href$/.test(name);
  return ['src', 'srcset', 'poster', 'data', 'background'].includes(name);
}

function replaceTags(html: string, replace: (tag: Tag) => string): string {
  return html.replace(tags, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Partial<Record<string, string>>;
    const name = groups.raw ?? groups.name;
    if (name === undefined) return whole;
    const attributes = new Map<string, string>();
    for (const [, key = '', double, single, bare] of (
      groups.rawAttributes ??
      groups.attributes ??
      ''
    ).matchAll(attribute))
      attributes.set(key.toLowerCase(), double ?? single ?? bare ?? '');
    return replace({ name: name.toLowerCase(), attributes, text: groups.text ?? '', whole });
  });
}
