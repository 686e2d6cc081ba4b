import type { Json } from '../apply/json-value';
import { withLastApplied } from '../apply/last-applied';
import { outcomePrinter } from '../apply/outcome';
import { dryRunOf, writeFlags, writeQuery } from '../apply/write-flags';
import { failure } from '../cli-error';
import { filenameFlags } from '../flag-sets';
import type { Flag, Flags, Verb } from '../kubectl.types';
import { apiVersionOf, pathOf } from '../resource/rest-mapper';
import { chosenBy, forEachObject } from './change-objects';
import { saveConfigFlag } from './create/create-subcommand';

/** `kubectl autoscale` (k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go), as autoscaling/v2. */
const text = (name: string, usage: string): Flag => ({ name, type: 'string', usage });

export const autoscale: Verb = {
  name: 'autoscale',
  completes: 'resources',
  summary: 'Auto-scale a deployment, replica set, stateful set, or replication controller.',
  usage:
    'kubectl autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY] [options]',
  flags: [
    ...filenameFlags,
    ...writeFlags('kubectl-autoscale'),
    saveConfigFlag,
    { name: 'max', type: 'int', default: -1, isRequired: true, usage: 'At most so many.' },
    { name: 'min', type: 'int', default: -1, usage: 'At least so many.' },
    { name: 'cpu-percent', type: 'int', default: -1, usage: 'Old form of --cpu.' },
    text('cpu', 'Processor time to aim at: 80% of the request, or 500m.'),
    text('memory', 'Memory to aim at: 80% of the request, or 500Mi.'),
    text('name', 'The name of the autoscaler.'),
  ],
  run: (invocation) => {
    const { flags, args, client, namespace, isNamespaceGiven, err } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = outcomePrinter(invocation, 'autoscaled', dryRun, dryRun === 'client');
    const [min, max] = [flags.int('min'), flags.int('max')];
    if (flags.isSet('cpu-percent'))
      err(
        "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).\n",
      );
    if (max < 1) throw failure(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min)
      throw failure(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    const metrics = metricsOf(flags);
    return forEachObject(invocation, chosenBy(invocation, args), ({ mapping, name }) => {
      if (!mapping.subresources.includes('scale'))
        throw new Error(
          `cannot autoscale a ${mapping.group === '' ? mapping.kind : `${mapping.kind}.${mapping.group}`}: could not find scale subresource for ${apiVersionOf(mapping).includes('/') ? apiVersionOf(mapping) : '/v1'}, Resource=${mapping.plural} in discovery information`,
        );
      let scaler: Json = {
        kind: 'HorizontalPodAutoscaler',
        apiVersion: 'autoscaling/v2',
        metadata: { name: flags.string('name') || name, ...(isNamespaceGiven && { namespace }) },
        spec: {
          scaleTargetRef: { kind: mapping.kind, name, apiVersion: apiVersionOf(mapping) },
          ...(min > 0 && { minReplicas: min }),
          maxReplicas: max,
          ...(metrics.length > 0 && { metrics }),
        },
        status: { desiredReplicas: 0, currentMetrics: null },
      };
      if (flags.bool('save-config')) scaler = withLastApplied(scaler, true);
      if (dryRun !== 'client')
        scaler = client.request({
          method: 'POST',
          path: pathOf(
            { group: 'autoscaling', version: 'v2', plural: 'horizontalpodautoscalers', isNamespaced: true },
            namespace,
          ),
          query: writeQuery(invocation, dryRun),
          body: scaler,
        }) as Json;
      print(scaler);
    });
  },
};

function metricsOf(flags: Flags): object[] {
  const percent = flags.int('cpu-percent');
  const given: [name: string, target: string][] = [
    ['cpu', percent >= 0 ? `${percent}%` : flags.string('cpu')],
    ['memory', flags.string('memory')],
  ];
  return given.flatMap(([name, value]) => {
    if (value === '') return [];
    const isPercent = value.endsWith('%');
    const number = value.slice(0, -1);
    if (isPercent && !/^\d+$/.test(number))
      throw failure(`failed to parse ${name} metric: invalid percentage value: ${value}`);
    const target = isPercent
      ? { type: 'Utilization', averageUtilization: Number(number) }
      : { type: 'AverageValue', averageValue: value };
    return [{ type: 'Resource', resource: { name, target } }];
  });
}
