import type { Container, PodSpec } from '../../api/core';
import { parseQuantity } from '../../api/quantity';

/** What the server warns of in a Pod's spec (pkg/api/pod/warnings.go). Left out: annotations, volumes, deprecated node labels. */
function containerWarnings(path: string, { env = [], ports = [], resources }: Container): string[] {
  const warnings: string[] = [];
  const seen = new Set<string>();
  env.forEach(({ name, value = '' }, index) => {
    // A variable may be built out of its own former value.
    if (seen.has(name) && !value.includes(`$(${name})`))
      warnings.push(
        `${path}.env[${index}]: hides previous definition of "${name}", which may be dropped when using apply`,
      );
    seen.add(name);
  });
  const firsts = new Map<string, number>();
  ports.forEach(({ containerPort, protocol, hostPort, hostIP }, index) => {
    if (hostPort) return;
    const key = `${containerPort}/${protocol}/${hostIP ?? ''}`;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, index);
    else warnings.push(`${path}.ports[${index}]: duplicate port definition with ${path}.ports[${first}]`);
  });
  for (const list of ['requests', 'limits'] as const)
    for (const name of ['memory', 'ephemeral-storage']) {
      const quantity = resources?.[list]?.[name];
      if (quantity !== undefined && !Number.isInteger(parseQuantity(quantity)))
        warnings.push(
          `${path}.resources.${list}[${name}]: fractional byte value "${quantity}" is invalid, must be an integer`,
        );
    }
  return warnings;
}

/** @param path `spec` or `spec.template.spec` */
export function podSpecWarnings(path: string, spec: PodSpec | undefined): string[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec?.[list] ?? []).flatMap((container, index) =>
      containerWarnings(`${path}.${list}[${index}]`, container),
    ),
  );
}
