import { failure, notSimulated, usageError } from '../cli-error';
import { printFlags } from '../flag-sets';
import type { KubectlConfig, Verb } from '../kubectl.types';
import { printerFor } from '../printers/printer';
import { TabWriter } from '../printers/tab-writer';

/** kubectl config (kubectl/pkg/cmd/config): contexts and what is in them. Left out: clusters and users are as they are. */
type Context = KubectlConfig['contexts'][number];

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
const find = ({ contexts }: KubectlConfig, name: string) => contexts.find((each) => each.name === name);
const file = '/home/learner/.kube/config';

function verb(
  name: string,
  summary: string,
  usage: string,
  run: NonNullable<Verb['run']>,
  rest: Partial<Verb> = {},
): Verb {
  return { name, summary, usage: `kubectl config ${usage} [options]`, run, ...rest };
}

const view = verb(
  'view',
  'Display the kubeconfig.',
  'view [flags]',
  (invocation) => {
    const { host, flags } = invocation;
    const { config } = host;
    const isMinified = flags.bool('minify');
    const contexts = config.contexts.filter(({ name }) => !isMinified || name === config.currentContext);
    if (isMinified && contexts.length === 0)
      throw failure(
        config.currentContext === ''
          ? 'current-context must exist in order to minify'
          : `cannot locate context ${config.currentContext}`,
      );
    const used = (key: 'cluster' | 'user', name: string) =>
      !isMinified || contexts.some((each) => each[key] === name);
    const users = [...new Set(config.contexts.map(({ user }) => user))]
      .filter((name) => used('user', name))
      .sort();
    const chosen = flags.string('output') === '' && flags.string('template') === '';
    const string = (name: string) => (chosen && name === 'output' ? 'yaml' : flags.string(name));
    const shown = Object.assign(Object.create(flags) as typeof flags, { string });
    printerFor({ ...invocation, flags: shown }, { isTyped: true }).print({
      kind: 'Config',
      apiVersion: 'v1',
      clusters: [...config.clusters]
        .filter(({ name }) => used('cluster', name))
        .sort(byName)
        .map(({ name, server }) => ({ name, cluster: { server } })),
      users: users.map((name) => ({ name, user: {} })),
      contexts: [...contexts].sort(byName).map(({ name, cluster, user, namespace }) => ({
        name,
        context: { cluster, user, ...(namespace && { namespace }) },
      })),
      'current-context': config.currentContext,
    });
    return 0;
  },
  {
    flags: [
      ...printFlags,
      { name: 'minify', type: 'bool', usage: 'Only what the current context uses.' },
      { name: 'raw', type: 'bool', usage: 'Show secrets, too.' },
      { name: 'flatten', type: 'bool', usage: 'Put files inside; there are none here.' },
      { name: 'merge', type: 'bool', default: true, usage: 'Has no effect here.' },
    ],
  },
);

const getContexts = verb(
  'get-contexts',
  'Describe one or many contexts.',
  'get-contexts [(-o|--output=)name)]',
  ({ host: { config }, args, flags, out, err }) => {
    const output = flags.string('output');
    if (output !== '' && output !== 'name')
      throw failure(
        `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
      );
    const contexts = [...config.contexts]
      .sort(byName)
      .filter(({ name }) => args.length === 0 || args.includes(name));
    const missing = args.filter((name) => find(config, name) === undefined);
    if (output === 'name') out(contexts.map(({ name }) => `${name}\n`).join(''));
    else printContexts(config, contexts, flags.bool('no-headers'), out);
    for (const name of missing) err(`error: context ${name} not found\n`);
    return missing.length > 0 ? 1 : 0;
  },
  {
    completes: 'contexts',
    flags: [
      { name: 'no-headers', type: 'bool', usage: 'Leave the header line out.' },
      { name: 'output', short: 'o', type: 'string', usage: 'name, or nothing.' },
    ],
  },
);

function printContexts(
  { currentContext }: KubectlConfig,
  contexts: readonly Context[],
  hasNoHeaders: boolean,
  out: (text: string) => void,
): void {
  const writer = new TabWriter(out);
  if (!hasNoHeaders) writer.row(['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']);
  for (const { name, cluster, user, namespace = '' } of contexts)
    writer.row([name === currentContext ? '*' : '', name, cluster, user, namespace]);
  writer.flush();
}

const currentContext = verb(
  'current-context',
  'Display the current context.',
  'current-context',
  ({ host, out }) => {
    if (host.config.currentContext === '') throw failure('current-context is not set');
    out(`${host.config.currentContext}\n`);
    return 0;
  },
);

const useContext = verb(
  'use-context',
  'Set the current context.',
  'use-context CONTEXT_NAME',
  (invocation) => {
    const { host, args, out } = invocation;
    const [name, ...more] = args;
    if (name === undefined || more.length > 0)
      throw usageError(invocation, `Unexpected args: [${args.join(' ')}]`);
    if (find(host.config, name) === undefined)
      throw failure(`no context exists with the name: ${JSON.stringify(name)}`);
    host.config.currentContext = name;
    out(`Switched to context ${JSON.stringify(name)}.\n`);
    return 0;
  },
  { aliases: ['use'], completes: 'contexts' },
);

const setContext = verb(
  'set-context',
  'Set a context entry: its cluster, user and namespace.',
  'set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  (invocation) => {
    const {
      host: { config },
      args,
      flags,
      out,
    } = invocation;
    const isCurrent = flags.bool('current');
    if (args.length > 1) throw usageError(invocation, `Unexpected args: [${args.join(' ')}]`);
    if (isCurrent && args.length > 0) throw failure('you cannot specify both a context name and --current');
    if (!isCurrent && args.length === 0)
      throw failure('you must specify a non-empty context name or --current');
    if (isCurrent && config.currentContext === '') throw failure('no current context is set');
    const name = args[0] ?? config.currentContext;
    const old = find(config, name);
    const given = (flag: string, before = '') => (flags.isSet(flag) ? flags.string(flag) : before);
    const namespace = given('namespace', old?.namespace);
    const next = {
      name,
      cluster: given('cluster', old?.cluster),
      user: given('user', old?.user),
      ...(namespace !== '' && { namespace }),
    };
    config.contexts = [...config.contexts.filter((each) => each !== old), next];
    out(`Context ${JSON.stringify(name)} ${old ? 'modified' : 'created'}.\n`);
    return 0;
  },
  { completes: 'contexts', flags: [{ name: 'current', type: 'bool', usage: 'The current context.' }] },
);

const deleteContext = verb(
  'delete-context',
  'Delete a context.',
  'delete-context NAME',
  ({ host: { config }, args, out, err }) => {
    const [name = ''] = args;
    if (find(config, name) === undefined) throw failure(`cannot delete context ${name}, not in ${file}`);
    if (name === config.currentContext)
      err(
        'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
      );
    config.contexts = config.contexts.filter((each) => each.name !== name);
    out(`deleted context ${name} from ${file}\n`);
    return 0;
  },
  { completes: 'contexts' },
);

const renameContext = verb(
  'rename-context',
  'Rename a context.',
  'rename-context CONTEXT_NAME NEW_NAME',
  (invocation) => {
    const {
      host: { config },
      args,
      out,
    } = invocation;
    const [from = '', to = ''] = args;
    if (args.length !== 2) throw usageError(invocation, `Unexpected args: [${args.join(' ')}]`);
    const old = find(config, from);
    if (old === undefined)
      throw failure(`cannot rename the context ${JSON.stringify(from)}, it's not in ${file}`);
    if (find(config, to))
      throw failure(
        `cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${file}`,
      );
    config.contexts = config.contexts.map((each) => (each === old ? { ...old, name: to } : each));
    if (config.currentContext === from) config.currentContext = to;
    out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
    return 0;
  },
  { completes: 'contexts' },
);

const names = (name: string, summary: string, list: (config: KubectlConfig) => readonly string[]) =>
  verb(name, summary, name, ({ host, out }) => {
    out(['NAME', ...new Set([...list(host.config)].sort())].map((each) => `${each}\n`).join(''));
    return 0;
  });

const unset = verb(
  'unset',
  'Unset a value: current-context.',
  'unset PROPERTY_NAME',
  ({ host, args, out }) => {
    if (args.length !== 1 || args[0] !== 'current-context')
      throw notSimulated(`config unset ${args.join(' ')}`);
    host.config.currentContext = '';
    out('Property "current-context" unset.\n');
    return 0;
  },
);

const absent = (name: string) =>
  verb(name, 'Not simulated.', name, () => {
    throw notSimulated(`config ${name}`);
  });

export const config: Verb = {
  name: 'config',
  summary: 'Modify kubeconfig files.',
  usage: 'kubectl config SUBCOMMAND [options]',
  verbs: [
    currentContext,
    deleteContext,
    names('get-clusters', 'Display the clusters of the kubeconfig.', ({ clusters }) =>
      clusters.map(({ name }) => name),
    ),
    getContexts,
    names('get-users', 'Display the users of the kubeconfig.', ({ contexts }) =>
      contexts.map(({ user }) => user),
    ),
    renameContext,
    setContext,
    useContext,
    view,
    unset,
    ...['set', 'set-cluster', 'set-credentials', 'delete-cluster', 'delete-user'].map(absent),
  ],
};
