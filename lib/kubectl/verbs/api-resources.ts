import { failure, usageError } from '../cli-error';
import type { Invocation, Verb } from '../kubectl.types';
import { printerFor } from '../printers/printer';
import { TabWriter } from '../printers/tab-writer';
import { discovered, type Mapping } from '../resource/discovery';
import { apiVersionOf, qualifiedName } from '../resource/rest-mapper';

/** kubectl api-resources and api-versions (kubectl/pkg/cmd/apiresources). */
export const apiResources: Verb = {
  name: 'api-resources',
  summary: 'Print the supported API resources on the server.',
  usage: 'kubectl api-resources [flags] [options]',
  flags: [
    { name: 'api-group', type: 'string', usage: 'Only resources of this group.' },
    { name: 'cached', type: 'bool', usage: 'Use what was discovered before.' },
    { name: 'categories', type: 'strings', usage: 'Only resources of these categories.' },
    {
      name: 'namespaced',
      type: 'bool',
      default: true,
      usage: 'Only resources that live in namespaces, or only others.',
    },
    { name: 'no-headers', type: 'bool', usage: 'Leave the header line out.' },
    { name: 'output', short: 'o', type: 'string', usage: 'wide, name, json or yaml.' },
    { name: 'show-managed-fields', type: 'bool', usage: 'Has no effect here.' },
    { name: 'sort-by', type: 'string', usage: 'name or kind.' },
    { name: 'verbs', type: 'strings', usage: 'Only resources with these verbs.' },
  ],
  run(invocation) {
    const { flags, args } = invocation;
    if (args.length > 0) throw usageError(invocation, `unexpected arguments: [${args.join(' ')}]`);
    const output = flags.string('output');
    if (!['', 'wide', 'name', 'json', 'yaml'].includes(output))
      throw failure(
        `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: json,kyaml,name,wide,yaml`,
      );
    if (!['', 'name', 'kind'].includes(flags.string('sort-by')))
      throw failure('--sort-by accepts only name or kind');
    const chosen = sorted(choose(invocation), flags.string('sort-by'));
    if (output === 'json' || output === 'yaml') printList(invocation, chosen);
    else if (output === 'name') invocation.out(chosen.map((each) => `${qualifiedName(each)}\n`).join(''));
    else printTable(invocation, chosen, output === 'wide');
    return 0;
  },
};

function choose({ client, flags }: Invocation): Mapping[] {
  const list = (name: string) => flags.strings(name).flatMap((text) => text.split(','));
  return discovered(client, !flags.bool('cached')).filter(
    (each) =>
      (!flags.isSet('api-group') || each.group === flags.string('api-group')) &&
      (!flags.isSet('namespaced') || each.isNamespaced === flags.bool('namespaced')) &&
      list('verbs').every((verb) => each.verbs.includes(verb)) &&
      list('categories').every((category) => each.categories.includes(category)),
  );
}

/** By group and name, unless --sort-by says otherwise; groups compare as text, the core group first. */
function sorted(mappings: readonly Mapping[], by: string): Mapping[] {
  const key = ({ plural, kind, group }: Mapping) =>
    by === 'name' ? [plural] : by === 'kind' ? [kind] : [group, plural];
  return [...mappings].sort((a, b) => (key(a).join('\0') < key(b).join('\0') ? -1 : 1));
}

function printTable({ flags, out }: Invocation, mappings: readonly Mapping[], isWide: boolean): void {
  const writer = new TabWriter(out);
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND'];
  if (!flags.bool('no-headers')) writer.row(isWide ? [...header, 'VERBS', 'CATEGORIES'] : header);
  for (const each of mappings) {
    const { plural, shortNames, isNamespaced, kind, verbs, categories } = each;
    const cells = [plural, shortNames.join(','), apiVersionOf(each), String(isNamespaced), kind];
    writer.row(isWide ? [...cells, verbs.join(','), categories.join(',')] : cells);
  }
  writer.flush();
}

function printList(invocation: Invocation, mappings: readonly Mapping[]): void {
  printerFor(
    {
      ...invocation,
      flags: {
        ...invocation.flags,
        string: (name) => (name === 'output' ? invocation.flags.string(name) : ''),
        bool: () => false,
      },
    },
    { isTyped: true },
  ).print({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: '',
    resources: mappings.map((each) => ({
      name: each.plural,
      singularName: each.singular,
      namespaced: each.isNamespaced,
      ...(each.group !== '' && { group: each.group }),
      version: each.version,
      kind: each.kind,
      verbs: each.verbs,
      ...(each.shortNames.length > 0 && { shortNames: each.shortNames }),
      ...(each.categories.length > 0 && { categories: each.categories }),
    })),
  });
}

export const apiVersions: Verb = {
  name: 'api-versions',
  summary: 'Print the supported API versions on the server, in the form of "group/version".',
  usage: 'kubectl api-versions',
  run(invocation) {
    const { args, client, out } = invocation;
    if (args.length > 0) throw usageError(invocation, `unexpected arguments: [${args.join(' ')}]`);
    const versions = new Set(discovered(client, true).map(apiVersionOf));
    out(
      [...versions]
        .sort()
        .map((each) => `${each}\n`)
        .join(''),
    );
    return 0;
  },
};
