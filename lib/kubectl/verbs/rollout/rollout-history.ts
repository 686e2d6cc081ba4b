import { outcomePrinter } from '../../apply/outcome';
import { failure } from '../../cli-error';
import { filenameFlags, printFlags, selectorFlag } from '../../flag-sets';
import type { Verb } from '../../kubectl.types';
import { chosenBy, forEachObject } from '../change-objects';
import { historyTable, type Revision, revisionsOf } from './history';
import { templateText } from './template-text';

/** `kubectl rollout history` (k8s.io/kubectl/pkg/cmd/rollout/rollout_history.go). */
export const rolloutHistory: Verb = {
  name: 'history',
  completes: 'resources',
  summary: 'View rollout history.',
  usage: 'kubectl rollout history (TYPE NAME | TYPE/NAME) [flags] [options]',
  flags: [
    ...filenameFlags,
    ...printFlags,
    selectorFlag,
    { name: 'revision', type: 'int', default: 0, usage: 'Show this revision with its template.' },
  ],
  run: (invocation) => {
    const { args, flags } = invocation;
    const revision = flags.int('revision');
    if (args.length === 0 && flags.strings('filename').length === 0)
      throw failure('required resource not specified');
    if (revision < 0) throw failure(`revision must be a positive integer: ${revision}`);
    const options = chosenBy(invocation, args, { selector: flags.string('selector'), mayBeAll: true });
    const printObject = outcomePrinter(invocation, '', 'none');
    return forEachObject(invocation, options, (found) => {
      const revisions = revisionsOf(invocation, found);
      const wanted = revision === 0 ? revisions : revisions.filter(({ number }) => number === revision);
      if (wanted.length === 0 && revision > 0) throw new Error('unable to find the specified revision');
      if (flags.string('output') !== '') {
        for (const { object } of wanted) printObject(object);
        return;
      }
      const print = (text: string) => outcomePrinter(invocation, text, 'none')(found.object);
      if (revision === 0) {
        print(`\n${historyTable(revisions)}`);
        return;
      }
      for (const one of wanted) print(`with revision #${revision}\n${templateText(shown(one))}`);
    });
  },
};

/** A Deployment's revision is shown with its cause among the template's annotations. */
function shown({ template, changeCause, object }: Revision): Revision['template'] {
  if (changeCause === '' || object.kind !== 'ReplicaSet') return template;
  const annotations = { ...template.metadata.annotations, 'kubernetes.io/change-cause': changeCause };
  return { ...template, metadata: { ...template.metadata, annotations } };
}
