import type { Pod } from '../api/core';
import { pods } from '../api/resources';
import type { InformerFactory } from '../client-go/controller';
import type { Informer } from '../client-go/informer';

const nodeIndex = 'spec.nodeName';

/** The Pods of the program, with an index by node. */
export function podsIndexedByNode(informers: InformerFactory): Informer<Pod> {
  return informers.informer(pods).addIndex(nodeIndex, ({ spec }) => [spec.nodeName ?? '']);
}

/** The Pods assigned to `nodeName`, sorted by when they came here. */
export function podsOnNode(informer: Informer<Pod>, nodeName: string): readonly Pod[] {
  return informer.byIndex(nodeIndex, nodeName);
}
