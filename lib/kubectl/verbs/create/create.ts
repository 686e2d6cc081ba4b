import type { Task } from '../../../cluster/process';
import type { Json } from '../../apply/json-value';
import { withLastApplied } from '../../apply/last-applied';
import { outcomePrinter } from '../../apply/outcome';
import { dryRunOf, fieldValidationOf, validateFlag, writeFlags, writeQuery } from '../../apply/write-flags';
import { failure, notSimulated, prefixed, throwAll, usageError } from '../../cli-error';
import { filenameFlags, selectorFlag } from '../../flag-sets';
import type { Flag, Invocation, Verb } from '../../kubectl.types';
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
import { createToken } from './token';

/** `kubectl create -f` and its generators (k8s.io/kubectl/pkg/cmd/create/create.go). Left out: --edit, --raw. */
const absent = (name: string, aliases: readonly string[], flags: string): Verb => ({
  name,
  aliases,
  summary: `Create a ${name} with the specified name (not simulated).`,
  usage: `kubectl create ${name} NAME [options]`,
  flags: [
    ...writeFlags('kubectl-create'),
    ...flags.split(' ').map((flag): Flag => ({ name: flag, type: 'strings', usage: '' })),
  ],
  run: () => {
    throw notSimulated(`kubectl create ${name}`);
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
    createToken,
    absent('clusterrole', [], 'verb resource resource-name non-resource-url aggregation-rule'),
    absent('clusterrolebinding', [], 'clusterrole user group serviceaccount'),
    absent('cronjob', ['cj'], 'image schedule restart'),
    absent('ingress', ['ing'], 'rule class default-backend annotation'),
    absent('quota', ['resourcequota'], 'hard scopes'),
    absent('role', [], 'verb resource resource-name'),
    absent('rolebinding', [], 'clusterrole role user group serviceaccount'),
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
    isValidated: fieldValidation !== 'Ignore',
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
