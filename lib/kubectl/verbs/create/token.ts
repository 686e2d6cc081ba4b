import { at } from '../../apply/json-value';
import { failure } from '../../cli-error';
import { printFlags } from '../../flag-sets';
import type { KubeDocument } from '../../kube-document';
import type { Verb } from '../../kubectl.types';
import { printerFor } from '../../printers/printer';
import { pathOf } from '../../resource/rest-mapper';
import { nameOf } from './create-subcommand';

/** `kubectl create token` (pkg/cmd/create/create_token.go). Left out: tokens bound to an object. */
export const createToken: Verb = {
  name: 'token',
  summary: 'Request a service account token.',
  usage: 'kubectl create token SERVICE_ACCOUNT_NAME [options]',
  flags: [
    ...printFlags,
    { name: 'audience', type: 'strings', usage: 'Who is to accept it.' },
    { name: 'duration', type: 'duration', default: 0, usage: 'How long it is to be valid.' },
  ],
  *run(invocation) {
    yield* [];
    const { client, flags, namespace, out } = invocation;
    const name = nameOf(invocation);
    const seconds = Math.floor(flags.duration('duration') / 1000);
    const audiences = flags.strings('audience');
    let answer: KubeDocument;
    try {
      answer = client.request({
        method: 'POST',
        path: pathOf(
          { group: '', version: 'v1', plural: 'serviceaccounts', isNamespaced: true },
          namespace,
          name,
          'token',
        ),
        body: {
          kind: 'TokenRequest',
          apiVersion: 'authentication.k8s.io/v1',
          spec: {
            ...(audiences.length > 0 && { audiences }),
            ...(seconds > 0 && { expirationSeconds: seconds }),
          },
        },
      }) as KubeDocument;
    } catch (error) {
      throw failure(`failed to create token: ${(error as Error).message}`);
    }
    if (flags.string('output') !== '') printerFor(invocation).print(answer);
    else out(String(at(answer, 'status', 'token')));
    return 0;
  },
};
