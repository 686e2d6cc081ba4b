import type { Service } from '../cluster/api/core';
import type { Rule } from '../cluster/invariants';

/** A Service keeps its address; no two share one, and node ports are given once. */
export const serviceRule: Rule = ({ storage, key, object, previous, type }, replica, found) => {
  if (storage !== 'services' || type === 'DELETED') return;
  const { spec } = object as Service;
  const before = (previous as Service | undefined)?.spec;
  if (before?.clusterIP && spec.type !== 'ExternalName' && before.clusterIP !== spec.clusterIP)
    found.push(`Service ${key} moved from ${before.clusterIP} to ${spec.clusterIP}.`);
  for (const [other, each] of replica.get('services') ?? []) {
    if (other === key) continue;
    const theirs = (each as Service).spec;
    if (spec.clusterIP && spec.clusterIP !== 'None' && theirs.clusterIP === spec.clusterIP)
      found.push(`Services ${key} and ${other} share ${spec.clusterIP}.`);
    const ports = new Set(theirs.ports?.map(({ nodePort }) => nodePort).filter((port) => port !== undefined));
    for (const { nodePort } of spec.ports ?? [])
      if (nodePort !== undefined && ports.has(nodePort))
        found.push(`Services ${key} and ${other} share node port ${nodePort}.`);
  }
};
