import { groupDescriptions } from './descriptions-groups';
import { podDescriptions } from './descriptions-pod';
import type { Model } from './schema';

/**
 * Texts for `kubectl explain` and the OpenAPI documents: our own sentences, not upstream's. They are not needed to run the
 * cluster; load this file apart. Models and fields without a line have no description.
 */
const texts: Readonly<Record<string, string>> = { ...groupDescriptions, ...podDescriptions };

/** For fields that mean the same wherever they are. */
const common: Readonly<Record<string, string>> = {
  apiVersion: 'The group and version of the API this object is written in.',
  kind: 'What kind of object this is.',
  metadata: 'Name, labels and what else every object has.',
  spec: 'What is wanted.',
  status: 'What is there. The cluster writes it.',
  lastTransitionTime: 'When it last changed.',
  lastProbeTime: 'When it was last looked at.',
  message: 'Why, in a sentence.',
  reason: 'Why, in a word.',
  name: 'The name of what is meant.',
  namespace: 'The namespace of what is meant.',
  key: 'The key meant.',
  optional: 'Whether it may be missing.',
  observedGeneration: 'The generation of the spec this was written for.',
  conditions: 'What holds at the moment.',
  collisionCount: 'How often a name was taken already; it makes the next one differ.',
  replicas: 'How many there are.',
  readyReplicas: 'Pods that are ready.',
  availableReplicas: 'Pods that have been ready long enough.',
  minReadySeconds: 'Seconds a Pod must be ready before it counts as available.',
  revisionHistoryLimit: 'How many old states are kept to go back to.',
  maxUnavailable: 'How many Pods may be missing meanwhile, as a number or percentage.',
  maxSurge: 'How many Pods more than wanted there may be meanwhile, as a number or percentage.',
  protocol: 'TCP (the default), UDP or SCTP.',
};

const textOf = (table: Readonly<Record<string, string>>, key: string) =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** The description of a model, or ''. */
export function describeModel({ shortName }: Model): string {
  return textOf(texts, shortName) ?? '';
}

/** The description of a field of `model`, or ''. */
export function describeField({ shortName }: Model, field: string): string {
  const own =
    shortName === 'EphemeralContainer' ? 'Container' : shortName === 'LifecycleHandler' ? 'Probe' : shortName;
  return (
    textOf(texts, `${shortName}.${field}`) ??
    textOf(texts, `${own}.${field}`) ??
    textOf(texts, field) ??
    textOf(common, field) ??
    ''
  );
}
