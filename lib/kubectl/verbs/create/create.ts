import type { Task } from '../../../cluster/process';
import type { Json } from '../../apply/json-value';
import { withLastApplied } from '../../apply/last-applied';
import { outcomePrinter } from '../../apply/outcome';
import { dryRunOf, fieldValidationOf, validateFlag, writeFlags, writeQuery } from '../../apply/write-flags';
import { failure, prefixed, throwAll, usageError } from '../../cli-error';
import { filenameFlags, selectorFlag } from '../../flag-sets';
import type { Invocation, Verb } from '../../kubectl.types';
import { build } from '../../resource/builder';
import { pathOf } from '../../resource/rest-mapper';
import { createConfigMap, createSecret } from './configmap';
import { saveConfigFlag } from './create-subcommand';
import { createDeployment, createJob } from './deployment';
import {
  createNamespace,
  createPodDisruptionBudget,
  createPriorityClass,
  createServiceAccount,
} from './plain';
import { createService } from './service';

/** `kubectl create -f` and its generators (k8s.io/kubectl/pkg/cmd/create/create.go). Left out: --edit, --raw. */
const absent = (name: string, aliases: readonly string[] = []): Verb => ({
  name,
  aliases,
  summary: `Create a ${name} with the specified name (not simulated).`,
  usage: `kubectl create ${name} NAME [options]`,
  flags: [],
  run: () => {
    throw failure(`kubectl create ${name} is not simulated in this cluster`);
  },
});

export const create: Verb = {
  name: 'create',
  summary: 'Create a resource from a file or from stdin.',
  usage: 'kubectl create -f FILENAME [options]',
  flags: [
    ...filenameFlags,
    ...writeFlags('kubectl-create'),
    saveConfigFlag,
    selectorFlag,
    validateFlag,
    { name: 'edit', type: 'bool', isNotSimulated: true, usage: '' },
    { name: 'raw', type: 'string', isNotSimulated: true, usage: '' },
    { name: 'windows-line-endings', type: 'bool', usage: 'Only for --edit.' },
  ],
  verbs: [
    createConfigMap,
    createDeployment,
    createJob,
    createNamespace,
    createPodDisruptionBudget,
    createPriorityClass,
    createSecret,
    createService,
    createServiceAccount,
    absent('clusterrole'),
    absent('clusterrolebinding'),
    absent('cronjob', ['cj']),
    absent('ingress', ['ing']),
    absent('quota', ['resourcequota']),
    absent('role'),
    absent('rolebinding'),
    absent('token'),
  ],
  run: createFiles,
};

function* createFiles(invocation: Invocation): Task<number> {
  yield* [];
  const { args, flags, client } = invocation;
  const filenames = flags.strings('filename');
  if (filenames.length === 0 && args.length === 0) throw failure('must specify one of -f and -k');
  if (args.length > 0) throw usageError(invocation, `Unexpected args: [${args.join(' ')}]`);
  const fieldValidation = fieldValidationOf(invocation);
  const dryRun = dryRunOf(invocation);
  const print = outcomePrinter(invocation, 'created', dryRun);
  const { infos, errors: found } = build(invocation, {
    filenames,
    isRecursive: flags.bool('recursive'),
    requireNamespace: true,
  });
  const errors = [...found];
  if (infos.length === 0 && errors.length === 0) throw failure('no objects passed to create');
  for (const { mapping, namespace, source, object = {} } of infos) {
    let created = object as Json;
    if (flags.bool('save-config')) created = withLastApplied(created);
    try {
      if (dryRun !== 'client')
        created = client.request({
          method: 'POST',
          path: pathOf(mapping, namespace),
          query: { ...writeQuery(invocation, dryRun), fieldValidation },
          body: created,
        }) as Json;
    } catch (error) {
      errors.push(prefixed(error, `error when creating ${JSON.stringify(source)}: `));
      continue;
    }
    print(created);
  }
  throwAll(errors);
  return 0;
}
