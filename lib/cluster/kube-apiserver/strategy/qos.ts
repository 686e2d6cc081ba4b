import type { PodSpec, PodStatus } from '../../api/core';
import { parseQuantity } from '../../api/quantity';

type QOSClass = NonNullable<PodStatus['qosClass']>;

/** Pods of one template share their spec. */
const known = new WeakMap<PodSpec, QOSClass>();

/** A Pod's class of service (pkg/apis/core/helper/qos/qos.go). Left out: Pod-level resources. */
export function getPodQOS(spec: PodSpec): QOSClass {
  let qosClass = known.get(spec);
  if (qosClass === undefined) {
    qosClass = computePodQOS(spec);
    known.set(spec, qosClass);
  }
  return qosClass;
}

function computePodQOS(spec: PodSpec): QOSClass {
  const requests: Record<string, number> = {};
  const limits: Record<string, number> = {};
  let isGuaranteed = true;
  for (const { resources } of [...spec.containers, ...(spec.initContainers ?? [])]) {
    for (const name of ['cpu', 'memory']) {
      const [request, limit] = [
        parseQuantity(resources.requests?.[name]),
        parseQuantity(resources.limits?.[name]),
      ];
      if (request > 0) requests[name] = (requests[name] ?? 0) + request;
      if (limit > 0) limits[name] = (limits[name] ?? 0) + limit;
      else isGuaranteed = false;
    }
  }
  const names = Object.keys(requests);
  const limited = Object.keys(limits);
  if (names.length + limited.length === 0) return 'BestEffort';
  const isSame = names.length === limited.length && names.every((name) => requests[name] === limits[name]);
  return isGuaranteed && isSame ? 'Guaranteed' : 'Burstable';
}
