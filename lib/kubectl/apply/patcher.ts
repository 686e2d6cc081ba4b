import type { Task } from '../../cluster/process';
import { isConflict, prefixed } from '../cli-error';
import type { KubeDocument } from '../kube-document';
import type { Invocation } from '../kubectl.types';
import { jsonText } from '../printers/json-text';
import { fetchInfo, type Info } from '../resource/builder';
import { apiVersionOf, pathOf } from '../resource/rest-mapper';
import { isMap, type Json } from './json-value';
import { lastAppliedOf } from './last-applied';
import { threeWayMergePatch } from './three-way-merge';

/** How apply sends its patch (k8s.io/kubectl/pkg/cmd/apply/patcher.go). */
export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
} as const;

/** Sends a patch. Throws ApiError. */
export function sendPatch(
  { client }: Pick<Invocation, 'client'>,
  { mapping, namespace, name }: Pick<Info, 'mapping' | 'namespace' | 'name'>,
  type: keyof typeof patchTypes,
  patch: unknown,
  query: Readonly<Record<string, string>>,
  subresource = '',
): KubeDocument {
  return client.request({
    method: 'PATCH',
    path: pathOf(mapping, namespace, name, subresource),
    query,
    headers: { 'content-type': patchTypes[type], accept: 'application/json' },
    body: patch,
  }) as KubeDocument;
}

const mostRetries = 5;
const triesBeforePause = 1;

/** The object after the patch; the very object that was there when nothing is to be changed. */
export function* patchToModified(
  invocation: Invocation,
  info: Info,
  modified: Json,
  live: KubeDocument,
  query: Readonly<Record<string, string>>,
): Task<KubeDocument> {
  let current = live;
  for (let retries = 0; ; retries++) {
    const patch = patchFor(modified, current);
    if (Object.keys(patch).length === 0) return current;
    try {
      return sendPatch(invocation, info, 'strategic', patch, query);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!isConflict(error) || retries === mostRetries) throw explained(error, patch, info);
      // Somebody else was faster: read again, and wait a second from the second time on.
      if (retries >= triesBeforePause) yield 1000;
      current = fetchInfo(invocation, info);
    }
  }
}

/** The patch that makes of `current` what the file says, minding what was applied before. */
export function patchFor(modified: Json, current: KubeDocument): Json {
  const text = lastAppliedOf(current);
  let original: unknown = {};
  try {
    original = text === undefined ? {} : JSON.parse(text);
  } catch {
    // An annotation written by hand may be anything; nothing is known then of what was applied.
  }
  return threeWayMergePatch(isMap(original) ? original : {}, modified, current);
}

function explained(error: Error, patch: Json, { mapping, namespace, name, source }: Info): Error {
  const { group, version, plural, kind } = mapping;
  const groupVersion = apiVersionOf({ group, version });
  const slashed = groupVersion.includes('/') ? groupVersion : `/${groupVersion}`;
  const where = `Resource: "${slashed}, Resource=${plural}", GroupVersionKind: "${slashed}, Kind=${kind}"\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
  const inner = prefixed(error, `error when patching ${JSON.stringify(source)}: `);
  return prefixed(
    inner,
    `error when applying patch:\n${jsonText(patch, 0)}\nto:\n${where}\nfor: ${JSON.stringify(source)}: `,
  );
}
