import { namespaces } from '../../api/resources';
import { forbidden, notFound, StatusError } from '../status-error';
import type { AdmissionPlugin } from './admission';

/** Namespaces no client can do without. */
const immortal = new Set(['default', 'kube-system', 'kube-public']);

/** Nothing new in a namespace that is not there or is going (k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle). */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit: ({ operation, resource, object }, context) => {
    const { name, namespace } = object.metadata;
    if (operation === 'DELETE') {
      if (resource.storage === namespaces.storage && immortal.has(name))
        throw forbidden(resource, name, 'this namespace may not be deleted');
      return object;
    }
    if (operation !== 'CREATE' || namespace === undefined) return object;
    const space = context.get(namespaces, namespace);
    if (space === undefined) throw notFound(namespaces, namespace);
    if (space.metadata.deletionTimestamp === undefined) return object;
    const { code, reason, message, details } = forbidden(
      resource,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
    throw new StatusError(code, reason, message, {
      ...details,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    });
  },
};
