import type { KubeObject } from '../api/meta';
import { apiVersionOf } from '../api/resource';
import { endpoints, jobs } from '../api/resources';
import { decodeBody, readBody } from './body';
import { sharedWith } from './deep-equal';
import { fromView, storedAs, viewOf } from './event-view';
import { checkWriteOptions, created, type Exchange, fieldValidationOf, ok, warn } from './exchange';
import { notSupported } from './field-error';
import { JsonError } from './json-reader';
import { selectedObjects } from './list-handler';
import { shownList, shownObject } from './negotiation';
import type { DeleteOptions, PropagationPolicy } from './options.types';
import { isObject } from './patch/merge-patch';
import { patched } from './patch-handler';
import type { ApiResponse } from './request.types';
import type { Target } from './request-info';
import type { Served } from './resources';
import { badRequest, invalid } from './status-error';

/** The verbs on whole objects (k8s.io/apiserver/pkg/endpoints/handlers: get.go, create.go, update.go, patch.go, delete.go). */
export type Handler = (exchange: Exchange, kind: Served, target: Named) => ApiResponse;
export type Named = Target & { readonly name: string };

/** Every answer about v1 Endpoints says so. */
export function warnOfDeprecation(exchange: Exchange, { resource }: Served): void {
  if (resource.storage === endpoints.storage)
    warn(exchange, ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice']);
}

export const handleGet: Handler = (exchange, kind, { namespace, name }) => {
  const { resource } = kind;
  const object = exchange.server.get(storedAs(resource), namespace, name);
  return ok(shownObject(exchange, kind, viewOf(resource, object)));
};

export const handleCreate: Handler = (exchange, kind, { namespace }) => {
  const { resource, strategy } = kind;
  const isDryRun = checkWriteOptions(exchange.info, 'CreateOptions');
  const sent = decodeBody(exchange, resource, fieldValidationOf(exchange.info.query));
  checkNamespace(sent, namespace);
  const object = fromView(resource, sent);
  const stored = exchange.server.create(storedAs(resource), namespace, object, { isDryRun });
  warn(exchange, strategy.warnings?.(stored) ?? []);
  return created(shownObject(exchange, kind, viewOf(resource, stored)));
};

export const handleUpdate: Handler = (exchange, kind, { namespace, name, subresource }) => {
  const { resource, strategy } = kind;
  const isDryRun = checkWriteOptions(exchange.info, 'UpdateOptions');
  const sent = decodeBody(exchange, resource, fieldValidationOf(exchange.info.query));
  const object = fromView(resource, namedAs(sent, namespace, name));
  const old = exchange.server.get(storedAs(resource), namespace, name);
  const stored = exchange.server.update(storedAs(resource), sharedWith(object, old), {
    isDryRun,
    subresource: subresource === 'status' ? 'status' : undefined,
  });
  warn(exchange, strategy.warnings?.(stored) ?? []);
  return ok(shownObject(exchange, kind, viewOf(resource, stored)));
};

export const handlePatch: Handler = (exchange, kind, { namespace, name, subresource }) => {
  const { resource, strategy } = kind;
  const isDryRun = checkWriteOptions(exchange.info, 'PatchOptions');
  const old = exchange.server.get(storedAs(resource), namespace, name);
  const result = namedAs(patched(exchange, viewOf(resource, old), resource), namespace, name);
  const stored = exchange.server.update(storedAs(resource), sharedWith(fromView(resource, result), old), {
    isDryRun,
    subresource: subresource === 'status' ? 'status' : undefined,
  });
  warn(exchange, strategy.warnings?.(stored) ?? []);
  return ok(shownObject(exchange, kind, viewOf(resource, stored)));
};

export const handleDelete: Handler = (exchange, kind, { namespace, name }) => {
  const { resource } = kind;
  const options = deleteOptionsOf(exchange, kind);
  const { object, isGone } = exchange.server.store.delete(storedAs(resource), namespace, name, options);
  if (!isGone || returnsObject.has(resource.storage))
    return ok(shownObject(exchange, kind, viewOf(resource, object)));
  const { group, plural } = resource;
  return ok({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(group !== '' && { group }), kind: plural, uid: object.metadata.uid },
  });
};

export const handleDeleteCollection: Handler = (exchange, kind, target) => {
  const { resource } = kind;
  const options = deleteOptionsOf(exchange, kind);
  const { items, metadata } = selectedObjects(exchange, kind, target.namespace);
  const gone = items.map(
    ({ metadata: { namespace, name } }) =>
      exchange.server.store.delete(storedAs(resource), namespace, name, options).object,
  );
  return ok(shownList(exchange, kind, gone, metadata));
};

/** Kinds whose delete is answered by the object even when it is gone (ReturnDeletedObject). */
const returnsObject = new Set(['pods', 'services', 'serviceaccounts']);

/** rest.EnsureObjectNamespaceMatchesRequestNamespace */
export function checkNamespace({ metadata }: KubeObject, namespace: string | undefined): void {
  if (namespace !== undefined && metadata.namespace && metadata.namespace !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

/** checkName: the object of a PUT or PATCH is the one in the path. */
export function namedAs(object: KubeObject, namespace: string | undefined, name: string): KubeObject {
  const { metadata } = object;
  if (!metadata.name)
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  if (metadata.name !== name)
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  if (namespace === undefined) {
    const { namespace: _, ...rest } = metadata;
    return { ...object, metadata: rest };
  }
  if (metadata.namespace && metadata.namespace !== namespace)
    throw badRequest(
      `the namespace of the object (${metadata.namespace}) does not match the namespace on the request (${namespace})`,
    );
  return { ...object, metadata: { ...metadata, namespace } };
}

const policies: readonly string[] = ['Background', 'Foreground', 'Orphan'];

/** DeleteOptions out of the body, or the query when there is none. */
function deleteOptionsOf(exchange: Exchange, { resource }: Served): DeleteOptions {
  const { query } = exchange.info;
  const isDryRun = checkWriteOptions(exchange.info, 'DeleteOptions');
  const sent = sentOptions(exchange);
  const orphan =
    sent.orphanDependents ?? (query.has('orphanDependents') ? query.isTrue('orphanDependents') : undefined);
  const policy =
    sent.propagationPolicy ??
    (query.get('propagationPolicy') ||
      (orphan === undefined ? undefined : orphan === true ? 'Orphan' : 'Background'));
  if (policy !== undefined && !policies.includes(String(policy)))
    throw invalid({ group: 'meta.k8s.io', plural: '', kind: 'DeleteOptions' }, '', [
      notSupported('propagationPolicy', policy, policies),
    ]);
  if (policy === undefined && resource.storage === jobs.storage)
    warn(exchange, [
      'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning',
    ]);
  const grace = sent.gracePeriodSeconds ?? query.number('gracePeriodSeconds');
  const { uid, resourceVersion } = isObject(sent.preconditions) ? sent.preconditions : {};
  return {
    gracePeriodSeconds: typeof grace === 'number' ? Math.trunc(grace) : undefined,
    propagationPolicy: policy as PropagationPolicy | undefined,
    preconditions: {
      uid: typeof uid === 'string' ? uid : undefined,
      resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : undefined,
    },
    isDryRun: isDryRun || (Array.isArray(sent.dryRun) && sent.dryRun.includes('All')),
  };
}

function sentOptions({ request }: Exchange): Readonly<Record<string, unknown>> {
  if (request.body === undefined || request.body === '') return {};
  let value: unknown;
  try {
    value = readBody(request.body).value;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw badRequest(`couldn't get version/kind; json parse error: ${error.message}`);
  }
  if (!isObject(value)) return {};
  const { kind = 'DeleteOptions' } = value;
  if (kind !== 'DeleteOptions')
    throw badRequest(
      `decoded object cannot be converted to DeleteOptions (${apiVersionOf({ group: '', version: 'v1' })}, Kind=${String(kind)})`,
    );
  return value;
}
