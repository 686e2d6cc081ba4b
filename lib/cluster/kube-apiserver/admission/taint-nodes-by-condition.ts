import type { Node, Taint } from '../../api/core';
import type { Resource } from '../../api/resource';
import { nodes } from '../../api/resources';
import type { AdmissionPlugin } from './admission';

/** A new node takes no Pods until it has shown that it is ready (plugin/pkg/admission/nodetaint). */
const notReady: Taint = Object.freeze({ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' });

export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit: ({ operation, resource, object }) => {
    if (operation !== 'CREATE' || resource !== (nodes as Resource)) return object;
    const node = object as Node;
    const given = node.spec?.taints ?? [];
    if (given.some(({ key, effect }) => key === notReady.key && effect === notReady.effect)) return object;
    return { ...node, spec: { ...node.spec, taints: [...given, notReady] } } as Node;
  },
};
