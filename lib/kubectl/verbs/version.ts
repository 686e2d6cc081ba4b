import { failure } from '../cli-error';
import type { Verb } from '../kubectl.types';
import { emitYaml } from '../yaml/emit-yaml';

/** kubectl version: what the conformance tests' real kubectl says of itself, and what the server says. */
const clientVersion = {
  major: '1',
  minor: '35',
  gitVersion: 'v1.35.2',
  gitCommit: 'fdc9d74cbf2da6754ebf81d56f80ae2948cd6425',
  gitTreeState: 'clean',
  buildDate: '2026-02-26T20:05:34Z',
  goVersion: 'go1.25.7',
  compiler: 'gc',
  platform: 'linux/amd64',
};
const kustomizeVersion = 'v5.7.1';

export const version: Verb = {
  name: 'version',
  summary: 'Print the client and server version information.',
  usage: 'kubectl version [flags] [options]',
  flags: [
    { name: 'client', type: 'bool', usage: 'Only the client; no server needed.' },
    { name: 'output', short: 'o', type: 'string', usage: 'json or yaml.' },
  ],
  run(invocation) {
    const { flags, out, client, args } = invocation;
    const output = flags.string('output');
    if (args.length > 0) throw failure('extra arguments: '.concat(`[${args.join(' ')}]`));
    if (!['', 'json', 'yaml'].includes(output)) throw failure("--output must be 'yaml' or 'json'");
    let serverVersion: { readonly gitVersion: string } | undefined;
    let problem: unknown;
    try {
      if (!flags.bool('client')) serverVersion = client.get('/version') as typeof serverVersion;
    } catch (error) {
      problem = error;
    }
    const all = { clientVersion, kustomizeVersion, ...(serverVersion && { serverVersion }) };
    if (output === 'json') out(`${JSON.stringify(all, null, 2)}\n`);
    else if (output === 'yaml') out(`${emitYaml(all)}\n`);
    else {
      out(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n`);
      if (serverVersion) out(`Server Version: ${serverVersion.gitVersion}\n`);
    }
    if (problem) throw problem;
    return 0;
  },
};
