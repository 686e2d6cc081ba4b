import { parseQuantity } from '../../../cluster/api/quantity';
import { isMap, type Json } from '../../apply/json-value';
import { failure } from '../../cli-error';
import type { Verb } from '../../kubectl.types';
import { build } from '../../resource/builder';
import { chosenBy } from '../change-objects';
import { changePodSpecs, mapContainers, setFlags } from './pod-specs';

/** `kubectl set resources` (k8s.io/kubectl/pkg/cmd/set/set_resources.go). */
export const setResources: Verb = {
  name: 'resources',
  completes: 'resources',
  summary: 'Update resource requests/limits on objects with pod templates.',
  usage:
    'kubectl set resources (-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS] [options]',
  flags: [
    ...setFlags,
    {
      name: 'containers',
      short: 'c',
      type: 'string',
      default: '*',
      usage: 'Only containers whose names fit.',
    },
    { name: 'limits', type: 'string', usage: 'The most a container may use: cpu=200m,memory=512Mi.' },
    { name: 'requests', type: 'string', usage: 'What a container asks for: cpu=100m,memory=256Mi.' },
  ],
  run: (invocation) => {
    const { args, flags } = invocation;
    build(
      invocation,
      chosenBy(invocation, args, { selector: flags.string('selector'), isAll: flags.bool('all') }),
    );
    const [limits, requests] = [flags.string('limits'), flags.string('requests')];
    if (limits === '' && requests === '')
      throw failure('you must specify an update to requests or limits (in the form of --requests/--limits)');
    const changes = { limits: parseList(limits), requests: parseList(requests) };
    const pattern = flags.string('containers');
    return changePodSpecs(invocation, args, {
      operation: 'resource requirements updated',
      problem: 'resources update to pod template',
      change: (spec) => {
        let isFound = false;
        const next = mapContainers(spec, 'containers', (container) => {
          if (pattern !== '*' && container.name !== pattern) return undefined;
          isFound = true;
          const before = isMap(container.resources) ? container.resources : {};
          const resources: Record<string, unknown> = { ...before };
          for (const [field, values] of Object.entries(changes))
            for (const [name, value] of values)
              resources[field] = {
                ...(isMap(resources[field]) ? (resources[field] as Json) : {}),
                [name]: value,
              };
          return { ...container, resources };
        });
        if (!isFound) throw new Error(`unable to find container named ${pattern}`);
        return next;
      },
    });
  },
};

function parseList(text: string): [string, string][] {
  if (text === '') return [];
  return text.split(',').map((pair) => {
    const [name = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0)
      throw failure(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
    if (Number.isNaN(parseQuantity(value)) || value === '')
      throw failure(
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      );
    return [name, value];
  });
}
