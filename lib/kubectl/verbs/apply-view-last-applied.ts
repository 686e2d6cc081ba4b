import { lastAppliedAnnotation, lastAppliedOf } from '../apply/last-applied';
import { allFlag } from '../apply/write-flags';
import { failure } from '../cli-error';
import { filenameFlags, selectorFlag } from '../flag-sets';
import type { Verb } from '../kubectl.types';
import { jsonText } from '../printers/json-text';
import { emitYaml } from '../yaml/emit-yaml';
import { chosenBy, forEachObject } from './change-objects';

/** `kubectl apply view-last-applied` (k8s.io/kubectl/pkg/cmd/apply/apply_view_last_applied.go). */
export const viewLastApplied: Verb = {
  name: 'view-last-applied',
  completes: 'resources',
  summary: 'View the latest last-applied-configuration annotations of a resource/object.',
  usage: 'kubectl apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
  flags: [
    ...filenameFlags,
    selectorFlag,
    allFlag,
    { name: 'output', short: 'o', type: 'string', default: 'yaml', usage: 'yaml or json.' },
  ],
  run: (invocation) => {
    const { flags, args, out } = invocation;
    const output = flags.string('output');
    if (output !== 'yaml' && output !== 'json')
      throw failure(
        `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json\nSee 'view-last-applied -h' for help and examples`,
      );
    const options = chosenBy(invocation, args, {
      selector: flags.string('selector'),
      isAll: flags.bool('all'),
    });
    return forEachObject(invocation, options, ({ object, name }) => {
      const text = lastAppliedOf(object);
      if (text === undefined)
        throw new Error(`no last-applied-configuration annotation found on resource: ${name}`);
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw new Error(`the annotation ${lastAppliedAnnotation} is no JSON`);
      }
      out(output === 'json' ? `${jsonText(value, 2)}\n` : emitYaml(value));
    });
  },
};
