import { failure, notSimulated } from '../cli-error';
import { allNamespacesFlag } from '../flag-sets';
import type { Invocation, Verb } from '../kubectl.types';
import { TabWriter } from '../printers/tab-writer';
import { mappingFor } from '../resource/rest-mapper';

/** kubectl auth (kubectl/pkg/cmd/auth): everybody may do everything here, as the server says. Left out: reconcile. */
const canI: Verb = {
  name: 'can-i',
  summary: 'Check whether an action is allowed.',
  usage: 'kubectl auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  completes: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  flags: [
    allNamespacesFlag,
    { name: 'list', type: 'bool', usage: 'List what is allowed (not simulated).' },
    { name: 'no-headers', type: 'bool', usage: 'Leave the header line out of --list.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: 'Answer by the exit code only.' },
    { name: 'subresource', type: 'string', usage: 'A part such as log or scale.' },
  ],
  run(invocation) {
    const { args, flags, client, out } = invocation;
    if (flags.bool('list')) {
      if (args.length > 0) throw failure('list option must be specified with no arguments');
      throw notSimulated('auth can-i --list');
    }
    const [verb = '', what = '', ...more] = args;
    if (what === '' || more.length > 0)
      throw failure(
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    const body = {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      spec: specOf(invocation, verb, what),
    };
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const headers = { 'content-type': 'application/json' };
    const { status } = client.request({ method: 'POST', path, headers, body }) as {
      readonly status: { readonly allowed: boolean };
    };
    if (!flags.bool('quiet')) out(status.allowed ? 'yes\n' : 'no\n');
    return status.allowed ? 0 : 1;
  },
};

function specOf(invocation: Invocation, verb: string, what: string) {
  if (what.startsWith('/')) return { nonResourceAttributes: { verb, path: what } };
  const { flags, err, client, namespace } = invocation;
  const [type = '', name = ''] = what.split('/');
  if (type === '*') return { resourceAttributes: { verb, resource: '*', group: '*', namespace } };
  const subresource = flags.string('subresource');
  try {
    const { group, plural, isNamespaced } = mappingFor(client, type);
    if (!isNamespaced)
      err(
        `Warning: resource '${plural}' is not namespace scoped${group === '' ? '' : ` in group '${group}'`}\n\n`,
      );
    const scope = isNamespaced && !flags.bool('all-namespaces') ? namespace : '';
    return { resourceAttributes: { verb, resource: plural, group, subresource, name, namespace: scope } };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    err(`Warning: the server doesn't have a resource type '${type}'\n\n`);
    return { resourceAttributes: { verb, resource: type, subresource, name, namespace } };
  }
}

const whoAmI: Verb = {
  name: 'whoami',
  summary: 'Check who you are to the server.',
  usage: 'kubectl auth whoami [flags] [options]',
  run({ client, out }) {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const body = { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1' };
    const headers = { 'content-type': 'application/json' };
    const { status } = client.request({ method: 'POST', path, headers, body }) as {
      readonly status: {
        readonly userInfo: { readonly username: string; readonly groups?: readonly string[] };
      };
    };
    const writer = new TabWriter(out);
    writer.row(['ATTRIBUTE', 'VALUE']);
    writer.row(['Username', status.userInfo.username]);
    writer.row(['Groups', `[${(status.userInfo.groups ?? []).join(' ')}]`]);
    writer.flush();
    return 0;
  },
};

export const auth: Verb = {
  name: 'auth',
  summary: 'Inspect authorization.',
  usage: 'kubectl auth [flags] [options]',
  verbs: [canI, whoAmI],
};
