import { failure, notSimulated } from './cli-error';
import type { Verb } from './kubectl.types';
import { apply } from './verbs/apply';
import { create } from './verbs/create/create';
import { deleteVerb } from './verbs/delete';
import { get } from './verbs/get';
import { logs } from './verbs/logs';
import { scale } from './verbs/scale';

/** As `kubectl help` lists them. What is neither in the table nor loads apart is not simulated, and says so. */
const order =
  'create,expose,run,set,explain,get,edit,delete,rollout,scale,autoscale,certificate,cluster-info,top,cordon,uncordon,drain,taint,describe,logs,attach,exec,port-forward,proxy,cp,auth,debug,events,diff,apply,patch,replace,wait,kustomize,label,annotate,completion,alpha,api-resources,api-versions,config,plugin,version,help,options'.split(
    ',',
  );
const absent = ['certificate', 'kustomize', 'alpha', 'plugin'];

/**
 * The table of verbs. What a lab rarely needs loads apart (`apart-verbs.ts`) and joins by `register`; until then a stand-in
 * has its name, so that help, completion and suggestions know it.
 */
const verbs: Verb[] = [create, get, deleteVerb, scale, logs, apply];

const standIn = (name: string): Verb => ({
  name,
  summary: absent.includes(name) ? 'Not simulated.' : 'Loads apart.',
  usage: `kubectl ${name}`,
  run: () => {
    if (absent.includes(name)) throw notSimulated(`kubectl ${name}`);
    throw failure(`${name} is still being loaded; try again in a moment`);
  },
});

const inOrder = () => order.map((name) => verbs.find((each) => each.name === name) ?? standIn(name));

export const root: Verb & { verbs: readonly Verb[] } = {
  name: 'kubectl',
  summary: 'kubectl controls the Kubernetes cluster manager.',
  usage: 'kubectl [flags] [options]',
  verbs: inOrder(),
};

/** Adds verbs that were loaded apart. */
export function register(...added: readonly Verb[]): void {
  verbs.push(...added);
  root.verbs = inOrder();
}
