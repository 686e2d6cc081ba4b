import { failure } from '../cli-error';
import { explainText, type OpenApiDocument } from '../explain/explain-text';
import { type Invocation, KubectlError, type Verb } from '../kubectl.types';
import { discovered, type Mapping } from '../resource/discovery';
import { apiVersionOf, mappingFor } from '../resource/rest-mapper';

/** kubectl explain (kubectl/pkg/cmd/explain): the schema of /openapi/v3 in words. Left out: the form of OpenAPI v2. */
export const explain: Verb = {
  name: 'explain',
  summary: 'Get documentation for a resource.',
  usage:
    'kubectl explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext] [options]',
  completes: 'kinds',
  flags: [
    { name: 'api-version', type: 'string', usage: 'The group and version to explain (apps/v1).' },
    { name: 'output', short: 'o', type: 'string', default: 'plaintext', usage: 'plaintext.' },
    { name: 'recursive', type: 'bool', usage: 'Only names and types, with all that is below.' },
  ],
  run(invocation) {
    const { args, flags, client, out } = invocation;
    const [arg, ...more] = args;
    if (arg === undefined)
      throw failure(
        'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    if (more.length > 0) throw failure('We accept only this format: explain RESOURCE');
    const { mapping, fields } = resourceAndFields(invocation, arg);
    const output = flags.string('output');
    if (output !== 'plaintext')
      throw failure(
        output === 'plaintext-openapiv2'
          ? `couldn't find resource for "/${apiVersionOf(mapping)}, Kind=${mapping.kind}"`
          : `unrecognized format: ${output}`,
      );
    const group = mapping.group === '' ? 'api' : 'apis';
    const schemas = client.get(`/openapi/v3/${group}/${apiVersionOf(mapping)}`) as OpenApiDocument;
    const { text, missing } = explainText(schemas, mapping, fields, flags.bool('recursive'));
    out(text);
    if (missing !== undefined) throw failure(`field ${JSON.stringify(missing)} does not exist`);
    return 0;
  },
};

/** `deployments.apps.spec.replicas`: the longest beginning that names a resource with its group, then fields. */
function resourceAndFields(invocation: Invocation, arg: string): { mapping: Mapping; fields: string[] } {
  const { client, flags } = invocation;
  const parts = arg.replace(/\.$/, '').split('.');
  const [first = ''] = parts;
  let mapping: Mapping;
  try {
    mapping = mappingFor(client, first);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    // This one error of kubectl has no "error: " in front.
    throw new KubectlError(error.message);
  }
  const same = discovered(client).filter(({ plural }) => plural === mapping.plural);
  const grouped = same.find(
    ({ group }) =>
      group !== '' &&
      arg
        .slice(first.length + 1)
        .concat('.')
        .startsWith(`${group}.`),
  );
  const fields = parts.slice(1 + (grouped ? grouped.group.split('.').length : 0));
  const wanted = flags.string('api-version');
  if (wanted === '') return { mapping: grouped ?? mapping, fields };
  const found = same.find((each) => apiVersionOf(each) === wanted);
  if (found) return { mapping: found, fields };
  throw failure(
    `couldn't find resource for "${wanted.includes('/') ? '' : '/'}${wanted}, Resource=${mapping.plural}"`,
  );
}
