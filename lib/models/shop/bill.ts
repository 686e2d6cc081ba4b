import {
  gateway,
  pricePerCoreHour,
  pricePerGibHour,
  pricePerServiceHour,
  pricePerThousandCalls,
  unitSpecs,
} from './constants';
import { round } from './round';
import { features, type ReplicaSnapshot, type Shape, type ShapeSnapshot } from './shop.types';

type Bill = Pick<
  ShapeSnapshot['totals'],
  'replicas' | 'coresReserved' | 'coresUsed' | 'memoryReservedMib' | 'memoryUsedMib' | 'costPerHour'
>;

/** What a shop reserves, uses and pays for; reserved is paid for, used or not. Services pay for what binds them too. */
export function bill(
  shape: Shape,
  replicas: readonly ReplicaSnapshot[],
  arrivedPerSecond: number,
  callsPerSecond: number,
): Bill {
  const isSplit = shape === 'services';
  let coresReserved = isSplit ? gateway.cores : 0;
  let coresUsed = isSplit ? Math.min(gateway.cores, (arrivedPerSecond * gateway.cpuMsPerRequest) / 1000) : 0;
  let memoryReservedMib = isSplit ? gateway.limitMib : 0;
  let memoryUsedMib = isSplit ? gateway.usedMib : 0;
  for (const { unit, cpuShare, memoryMib, limitMib } of replicas) {
    coresReserved += unitSpecs[unit].cores;
    coresUsed += cpuShare * unitSpecs[unit].cores;
    memoryReservedMib += limitMib;
    memoryUsedMib += memoryMib;
  }
  const platform = isSplit ? features.length * pricePerServiceHour : 0;
  const network = ((callsPerSecond * 3600) / 1000) * pricePerThousandCalls;
  const machines = coresReserved * pricePerCoreHour + (memoryReservedMib / 1024) * pricePerGibHour;
  return {
    replicas: replicas.length,
    coresReserved,
    coresUsed: round(coresUsed, 3),
    memoryReservedMib,
    memoryUsedMib: round(memoryUsedMib, 1),
    costPerHour: round(machines + platform + network, 2),
  };
}
