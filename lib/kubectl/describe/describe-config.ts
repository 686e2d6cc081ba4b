import type { ConfigMap, Namespace, Secret, ServiceAccount } from '../../cluster/api/core';
import type { Invocation } from '../kubectl.types';
import { listItems } from '../resource/list-items';
import { mappingFor } from '../resource/rest-mapper';
import {
  type DescribeWriter,
  formatTime,
  printAnnotationsMultiline,
  printLabelsMultiline,
} from './describe-writer';

/** Namespaces, configuration, service accounts (kubectl/pkg/describe/describe.go). Left out: quotas and limit ranges. */
export function describeNamespace(
  w: DescribeWriter,
  { metadata, status }: Namespace,
  invocation: Invocation,
): void {
  w.field('Name', metadata.name);
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.field('Status', status.phase);
  const { conditions = [] } = status;
  if (conditions.length > 0) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
    w.line(1, '----\t------\t------------------\t------\t-------');
  }
  for (const each of conditions)
    w.line(
      1,
      `${each.type}\t${each.status}\t${formatTime(each.lastTransitionTime)}\t${each.reason ?? ''}\t${each.message ?? ''}`,
    );
  // A server that has no quotas or limit ranges has nothing to say about them.
  if (knows(invocation, 'resourcequotas')) w.line(0, '\nNo resource quota.');
  if (knows(invocation, 'limitranges')) w.line(0, '\nNo LimitRange resource.');
}

function knows({ client }: Invocation, type: string): boolean {
  try {
    return mappingFor(client, type) !== undefined;
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    return false;
  }
}

export function describeConfigMap(
  w: DescribeWriter,
  { metadata, data = {}, binaryData = {} }: ConfigMap,
): void {
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.line(0, '\nData\n====');
  // Upstream goes through a map in no order; ours is the order of the keys.
  for (const key of Object.keys(data).sort()) w.line(0, `${key}:\n----\n${data[key]}\n`);
  w.line(0, '\nBinaryData\n====');
  for (const key of Object.keys(binaryData).sort())
    w.line(0, `${key}: ${byteLength(binaryData[key] ?? '')} bytes`);
  w.line(0, '');
}

/** How many bytes a base64 text stands for. */
const byteLength = (text: string) => Math.floor((text.replace(/=+$/, '').length * 3) / 4);

export function describeSecret(w: DescribeWriter, { metadata, type, data = {} }: Secret): void {
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  w.line(0, `\nType:\t${type}`);
  w.line(0, '\nData\n====');
  for (const key of Object.keys(data).sort()) w.field(key, `${byteLength(data[key] ?? '')} bytes`);
}

export function describeServiceAccount(
  w: DescribeWriter,
  account: ServiceAccount,
  invocation: Invocation,
): void {
  const { metadata, secrets = [], imagePullSecrets = [] } = account;
  w.field('Name', metadata.name);
  w.field('Namespace', metadata.namespace);
  printLabelsMultiline(w, 'Labels', metadata.labels);
  printAnnotationsMultiline(w, 'Annotations', metadata.annotations);
  const mapping = mappingFor(invocation.client, 'secrets');
  const stored = listItems(invocation, { mapping, namespace: metadata.namespace ?? '' });
  const tokens = stored.filter(
    (each) =>
      each.type === 'kubernetes.io/service-account-token' &&
      each.metadata?.annotations?.['kubernetes.io/service-account.uid'] === metadata.uid,
  );
  const nameOf = ({ name = '' }: { readonly name?: string }) => name;
  for (const [title, names] of [
    ['Image pull secrets:', imagePullSecrets.map(nameOf)],
    ['Mountable secrets: ', secrets.map(nameOf)],
    ['Tokens:            ', tokens.map((each) => each.metadata?.name ?? '')],
  ] as const) {
    // Since v1.35 mountable secrets and tokens are shown only where there are some.
    if (names.length === 0 && title.startsWith('Image')) w.line(0, `${title}\t<none>`);
    for (const [i, name] of names.entries()) {
      const isThere = stored.some((each) => each.metadata?.name === name);
      w.line(0, `${i === 0 ? title : ' '.repeat(19)}\t${name}${isThere ? '' : ' (not found)'}`);
    }
  }
}
