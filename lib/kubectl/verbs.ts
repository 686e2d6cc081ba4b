import { failure } from './cli-error';
import type { Verb } from './kubectl.types';
import { attach, cp, debug, portForward, proxy } from './verbs/absent';
import { apply } from './verbs/apply';
import { autoscale } from './verbs/autoscale';
import { create } from './verbs/create/create';
import { deleteVerb } from './verbs/delete';
import { diff } from './verbs/diff';
import { cordon, drain, uncordon } from './verbs/drain/drain';
import { edit } from './verbs/edit';
import { exec } from './verbs/exec';
import { expose } from './verbs/expose';
import { get } from './verbs/get';
import { annotate, label } from './verbs/label';
import { logs } from './verbs/logs';
import { patch } from './verbs/patch';
import { replace } from './verbs/replace';
import { rollout } from './verbs/rollout/rollout';
import { run } from './verbs/run';
import { scale } from './verbs/scale';
import { set } from './verbs/set/set';
import { taint } from './verbs/taint';

/**
 * The table of verbs, in the order of `kubectl help`. What a lab rarely needs loads apart (`apart-verbs.ts`) and joins by
 * `register`; until then its names stand in `apart`, so that help, completion and suggestions know them.
 */
const apart =
  'explain,cluster-info,top,describe,auth,events,wait,completion,api-resources,api-versions,config,version,help,options';

const verbs: Verb[] = [
  create,
  expose,
  run,
  set,
  get,
  edit,
  deleteVerb,
  rollout,
  scale,
  autoscale,
  cordon,
  uncordon,
  drain,
  taint,
  logs,
  attach,
  exec,
  portForward,
  proxy,
  cp,
  debug,
  diff,
  apply,
  patch,
  replace,
  label,
  annotate,
];

for (const name of apart.split(','))
  verbs.push({
    name,
    summary: '',
    usage: `kubectl ${name}`,
    run: () => {
      throw failure(`${name} is still being loaded; try again in a moment`);
    },
  });

export const root: Verb = {
  name: 'kubectl',
  summary: 'kubectl controls the Kubernetes cluster manager.',
  usage: 'kubectl [flags] [options]',
  verbs,
};

/** Adds verbs that were loaded apart, or replaces their stand-ins. */
export function register(...added: readonly Verb[]): void {
  for (const verb of added) {
    const at = verbs.findIndex(({ name }) => name === verb.name);
    if (at < 0) verbs.push(verb);
    else verbs[at] = verb;
  }
}
