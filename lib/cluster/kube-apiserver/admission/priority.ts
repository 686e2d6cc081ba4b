import type { Pod } from '../../api/core';
import type { PriorityClass } from '../../api/other';
import type { Resource } from '../../api/resource';
import { pods, priorityClasses } from '../../api/resources';
import { forbidden } from '../status-error';
import type { StrategyContext } from '../strategy.types';
import type { AdmissionPlugin } from './admission';

/** A Pod's priority class becomes its priority; at most one class is everybody's default (plugin/pkg/admission/priority). */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit: ({ operation, resource, object, old }, context) => {
    if (operation === 'CREATE' && resource === (pods as Resource)) return admitPod(object as Pod, context);
    if (operation !== 'DELETE' && resource === (priorityClasses as Resource))
      validatePriorityClass(object as PriorityClass, old, context);
    return object;
  },
};

function admitPod(pod: Pod, context: StrategyContext): Pod {
  const { spec } = pod;
  const { name } = pod.metadata;
  const asked = spec.priorityClassName || undefined;
  const found = priorityClassOf(asked, context);
  if (asked !== undefined && found === undefined)
    throw forbidden(pods, name, `no PriorityClass with name ${asked} was found`);
  const value = found?.value ?? 0;
  const preemptionPolicy = found?.preemptionPolicy ?? 'PreemptLowerPriority';
  if (spec.priority !== undefined && spec.priority !== value)
    throw forbidden(
      pods,
      name,
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    );
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy)
    throw forbidden(
      pods,
      name,
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`,
    );
  if (spec.priority === value && spec.preemptionPolicy === preemptionPolicy) return pod;
  return {
    ...pod,
    spec: {
      ...spec,
      ...(found && { priorityClassName: found.metadata.name }),
      priority: value,
      preemptionPolicy,
    },
  };
}

/** The class of that name; without a name the default class, if there is one. */
export function priorityClassOf(
  name: string | undefined,
  context: StrategyContext,
): PriorityClass | undefined {
  if (name) return context.get(priorityClasses, name);
  let lowest: PriorityClass | undefined;
  for (const each of context.list(priorityClasses))
    if (each.globalDefault === true && (lowest === undefined || each.value < lowest.value)) lowest = each;
  return lowest;
}

function validatePriorityClass(
  { metadata, globalDefault }: PriorityClass,
  old: unknown,
  context: StrategyContext,
): void {
  if (globalDefault !== true) return;
  const standing = priorityClassOf(undefined, context);
  if (standing === undefined) return;
  const { name } = standing.metadata;
  if (old === undefined || name !== metadata.name)
    throw forbidden(
      priorityClasses,
      metadata.name,
      `PriorityClass ${name} is already marked as default. Only one default can exist`,
    );
}
