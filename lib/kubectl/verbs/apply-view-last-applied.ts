import type { Json } from '../apply/json-value';
import { lastAppliedAnnotation, lastAppliedOf, withLastApplied } from '../apply/last-applied';
import { outcomePrinter } from '../apply/outcome';
import { sendPatch } from '../apply/patcher';
import { allFlag, dryRunOf } from '../apply/write-flags';
import { failure, throwAll } from '../cli-error';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../flag-sets';
import type { Verb } from '../kubectl.types';
import { jsonText } from '../printers/json-text';
import { build, fetchInfo } from '../resource/builder';
import { emitYaml } from '../yaml/emit-yaml';
import { chosenBy, forEachObject } from './change-objects';

/** `kubectl apply view-last-applied` and `set-last-applied` (k8s.io/kubectl/pkg/cmd/apply). Left out: edit-last-applied. */
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
    return forEachObject(invocation, options, ({ object }) => {
      const text = lastAppliedOf(object);
      // Upstream means to say that there is none, but says nothing.
      if (text === undefined) return;
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

export const setLastApplied: Verb = {
  name: 'set-last-applied',
  summary: 'Set the last-applied-configuration annotation on a live object to match the contents of a file.',
  usage: 'kubectl apply set-last-applied -f FILENAME [options]',
  flags: [
    ...filenameFlags,
    dryRunFlag,
    ...printFlags,
    { name: 'create-annotation', type: 'bool', usage: 'Also where there is no annotation yet.' },
  ],
  *run(invocation) {
    yield* [];
    const { flags } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = outcomePrinter(invocation, 'configured', dryRun);
    const { infos, errors } = build(invocation, {
      filenames: flags.strings('filename'),
      requireNamespace: true,
    });
    throwAll(errors);
    for (const info of infos) {
      const live = fetchInfo(invocation, info);
      if (lastAppliedOf(live) === undefined && !flags.bool('create-annotation'))
        throw failure(
          `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
        );
      const annotation = lastAppliedOf(withLastApplied(info.object as Json));
      const patch = { metadata: { annotations: { [lastAppliedAnnotation]: annotation } } };
      const query: Record<string, string> = dryRun === 'server' ? { dryRun: 'All' } : {};
      print(dryRun === 'client' ? live : sendPatch(invocation, info, 'merge', patch, query));
    }
    return 0;
  },
};
