import { encodeBase64 } from '../../base64';
import { failure } from '../../cli-error';
import type { Flag, Verb } from '../../kubectl.types';
import { appendHash } from './append-hash';
import { createSubcommand } from './create-subcommand';
import { type Data, dataOf } from './data-sources';

/** `kubectl create configmap` and `create secret` (pkg/cmd/create/create_configmap.go, create_secret*.go). */
const sources: readonly Flag[] = [
  { name: 'from-literal', type: 'strings', usage: 'A key and its value: key=value.' },
  { name: 'from-file', type: 'strings', usage: 'A file, a folder, or key=file.' },
  { name: 'from-env-file', type: 'strings', usage: 'A file of lines key=value.' },
];
const hashFlag: Flag = {
  name: 'append-hash',
  type: 'bool',
  usage: 'Put a hash of the content behind the name.',
};

export const createConfigMap = createSubcommand({
  name: 'configmap',
  aliases: ['cm'],
  summary: 'Create a config map from a local file, directory or literal value.',
  usage: 'configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1]',
  flags: [...sources, hashFlag],
  kind: ['v1', 'ConfigMap', 'configmaps'],
  generate: (invocation, name) => {
    const all = dataOf(invocation, 'ConfigMap', name);
    const part = (isBinary: boolean) => [...all].filter(([, each]) => each.isBinary === isBinary);
    const data = Object.fromEntries(part(false).map(([key, { text }]) => [key, text]));
    const binaryData = Object.fromEntries(part(true).map(([key, { text }]) => [key, encodeBase64(text)]));
    const content = {
      ...(part(false).length > 0 && { data }),
      ...(part(true).length > 0 && { binaryData }),
    };
    const hashed = invocation.flags.bool('append-hash')
      ? { metadata: { name: appendHash(name, 'ConfigMap', { data: content.data ?? null, ...content }) } }
      : {};
    return { ...hashed, ...content };
  },
});

const secret = (
  name: string,
  rest: {
    summary: string;
    usage: string;
    flags: readonly Flag[];
    type: string;
    data: (invocation: Parameters<typeof dataOf>[0], name: string) => Data;
  },
) =>
  createSubcommand({
    name,
    summary: rest.summary,
    usage: `secret ${name} NAME ${rest.usage}`,
    flags: [...rest.flags, hashFlag],
    kind: ['v1', 'Secret', 'secrets'],
    noun: 'secret',
    generate: (invocation, secretName) => {
      const type = name === 'generic' ? invocation.flags.string('type') : rest.type;
      const entries = [...rest.data(invocation, secretName)].map(([key, { text }]) => [
        key,
        encodeBase64(text),
      ]);
      const data: Record<string, string> = Object.fromEntries(entries);
      const hashed = invocation.flags.bool('append-hash')
        ? {
            metadata: {
              name: appendHash(secretName, 'Secret', { data: entries.length > 0 ? data : '', type }),
            },
          }
        : {};
      return { ...hashed, ...(entries.length > 0 && { data }), ...(type !== '' && { type }) };
    },
  });

const text = (name: string, usage: string): Flag => ({ name, type: 'string', usage });

export const createSecret: Verb = {
  name: 'secret',
  summary: 'Create a secret using a specified subcommand.',
  usage: 'kubectl create secret (docker-registry | generic | tls) [options]',
  verbs: [
    secret('docker-registry', {
      summary: 'Create a secret for use with a Docker registry.',
      usage:
        '--docker-username=user --docker-password=password --docker-email=email [--docker-server=string]',
      flags: [
        text('docker-username', 'The user.'),
        text('docker-password', 'The password.'),
        text('docker-email', 'The address of the user.'),
        { ...text('docker-server', 'The registry.'), default: 'https://index.docker.io/v1/' },
        { name: 'from-file', type: 'strings', usage: 'A file of credentials.' },
      ],
      type: 'kubernetes.io/dockerconfigjson',
      data: (invocation, name) => {
        const { flags } = invocation;
        if (flags.strings('from-file').length > 0) return dataOf(invocation, 'Secret', name);
        const [username, password, email, server] = ['username', 'password', 'email', 'server'].map((each) =>
          flags.string(`docker-${each}`),
        );
        if (!username || !password || !server)
          throw failure(
            'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
          );
        const auth = encodeBase64(`${username}:${password}`);
        const entry = { username, password, ...(email && { email }), auth };
        return new Map([
          ['.dockerconfigjson', { text: JSON.stringify({ auths: { [server]: entry } }), isBinary: false }],
        ]);
      },
    }),
    secret('generic', {
      summary: 'Create a secret from a local file, directory, or literal value.',
      usage: '[--type=string] [--from-file=[key=]source] [--from-literal=key1=value1]',
      flags: [...sources, text('type', 'The type of secret.')],
      type: '',
      data: (invocation, name) => dataOf(invocation, 'Secret', name),
    }),
    secret('tls', {
      summary: 'Create a TLS secret.',
      usage: '--cert=path/to/cert/file --key=path/to/key/file',
      flags: [text('cert', 'The file of the certificate.'), text('key', 'The file of its key.')],
      type: 'kubernetes.io/tls',
      data: ({ flags, host }) => {
        const [cert, key] = [flags.string('cert'), flags.string('key')];
        if (cert === '' || key === '') throw failure('key and cert must be specified');
        const read = (path: string) => {
          const content = host.readFile(path);
          if (content === undefined)
            throw failure(`Cannot read file ${path}, open ${path}: no such file or directory`);
          return { text: content, isBinary: false };
        };
        const data = new Map([
          ['tls.crt', read(cert)],
          ['tls.key', read(key)],
        ]);
        // Of a certificate only its outer form is looked at.
        if (
          !/-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(data.get('tls.crt')?.text ?? '')
        )
          throw failure('tls: failed to find any PEM data in certificate input');
        if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END/.test(data.get('tls.key')?.text ?? ''))
          throw failure('tls: failed to find any PEM data in key input');
        return data;
      },
    }),
  ],
};
