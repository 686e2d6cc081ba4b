import { parseSelector } from '../../apply/selector';
import { failure } from '../../cli-error';
import type { Flag, Invocation } from '../../kubectl.types';
import { createSubcommand } from './create-subcommand';

/**
 * `kubectl create namespace|serviceaccount|priorityclass|poddisruptionbudget` (pkg/cmd/create): objects out of a few flags.
 */
export const createNamespace = createSubcommand({
  name: 'namespace',
  aliases: ['ns'],
  summary: 'Create a namespace with the specified name.',
  usage: 'namespace NAME',
  flags: [],
  kind: ['v1', 'Namespace', 'namespaces'],
  isClusterScoped: true,
  noun: '',
  generate: () => ({ spec: {}, status: {} }),
});

export const createServiceAccount = createSubcommand({
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: 'Create a service account with the specified name.',
  usage: 'serviceaccount NAME',
  flags: [],
  kind: ['v1', 'ServiceAccount', 'serviceaccounts'],
  generate: () => ({}),
});

export const createPriorityClass = createSubcommand({
  name: 'priorityclass',
  aliases: ['pc'],
  summary: 'Create a priority class with the specified name.',
  usage: 'priorityclass NAME --value=VALUE --global-default=BOOL',
  flags: [
    { name: 'value', type: 'int', usage: 'The priority: higher goes first.' },
    { name: 'global-default', type: 'bool', usage: 'Whether Pods without a class get this one.' },
    { name: 'description', type: 'string', usage: 'When to use it.' },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
      usage: 'PreemptLowerPriority or Never.',
    },
  ],
  kind: ['scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses'],
  isClusterScoped: true,
  generate: ({ flags }) => ({
    value: flags.int('value'),
    ...(flags.bool('global-default') && { globalDefault: true }),
    ...(flags.string('description') !== '' && { description: flags.string('description') }),
    preemptionPolicy: flags.string('preemption-policy'),
  }),
});

const budgetFlags: readonly Flag[] = [
  {
    name: 'min-available',
    type: 'string',
    usage: 'How many Pods, or which part of them, must stay available.',
  },
  {
    name: 'max-unavailable',
    type: 'string',
    usage: 'How many Pods, or which part of them, may be unavailable.',
  },
  { name: 'selector', type: 'string', usage: 'The Pods it counts.' },
];

export const createPodDisruptionBudget = createSubcommand({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  summary: 'Create a pod disruption budget with the specified name.',
  usage: 'poddisruptionbudget NAME --selector=SELECTOR --min-available=N',
  flags: budgetFlags,
  kind: ['policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets'],
  noun: 'poddisruptionbudgets:',
  generate: ({ flags }: Invocation) => {
    const [least, most] = [flags.string('min-available'), flags.string('max-unavailable')];
    if (flags.string('selector') === '') throw failure('a selector must be specified');
    if (most === '' && least === '')
      throw failure('one of min-available or max-unavailable must be specified');
    if (most !== '' && least !== '')
      throw failure('min-available and max-unavailable cannot be both specified');
    return {
      spec: {
        ...(least !== '' && { minAvailable: intOrString(least) }),
        selector: parseSelector(flags.string('selector')),
        ...(most !== '' && { maxUnavailable: intOrString(most) }),
      },
      status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
    };
  },
});

const intOrString = (text: string) => (/^[+-]?\d+$/.test(text) ? Number(text) : text);
