import { apiVersionOf } from '../api/resource';
import { serviceAccounts } from '../api/resources';
import { timestamp } from '../api/time';
import { decodeBody } from './body';
import { created, type Exchange } from './exchange';
import type { ApiResponse } from './request.types';
import type { Handler } from './resource-handlers';

/**
 * Questions that are asked by creating an object of which nothing is stored: what may I do, who am I (authorization.k8s.io,
 * authentication.k8s.io), and tokens. Everybody may do everything (--authorization-mode=AlwaysAllow).
 */
export interface Review {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly status: unknown;
}

const everything = ['*'];

export const reviews: readonly Review[] = [
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    plural: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    status: {
      userInfo: {
        username: 'kubernetes-admin',
        groups: ['kubeadm:cluster-admins', 'system:authenticated'],
      },
    },
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    status: { allowed: true },
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    status: {
      resourceRules: [{ verbs: everything, apiGroups: everything, resources: everything }],
      nonResourceRules: [{ verbs: everything, nonResourceURLs: everything }],
      incomplete: false,
    },
  },
];

export function handleReview(exchange: Exchange, review: Review): ApiResponse {
  const { group, version, kind, status } = review;
  const { spec = {} } = decodeBody(exchange, { group, version, kind }, 'Ignore') as { spec?: unknown };
  return created({ kind, apiVersion: apiVersionOf(review), metadata: {}, spec, status });
}

const tokenSeconds = 3600;

/** `POST …/serviceaccounts/NAME/token`: a text that says whose it is; nothing in the simulation checks it. */
export const handleToken: Handler = (exchange, _, { namespace, name }) => {
  const account = exchange.server.get(serviceAccounts, namespace, name);
  const kind = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' };
  const { spec } = decodeBody(exchange, kind, 'Ignore') as {
    readonly spec?: { readonly expirationSeconds?: unknown };
  };
  const seconds = typeof spec?.expirationSeconds === 'number' ? spec.expirationSeconds : tokenSeconds;
  const { uid } = account.metadata;
  const { epochNowMs } = exchange.server.simulation;
  return created({
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    metadata: { name, namespace },
    spec: {
      audiences: ['https://kubernetes.default.svc.cluster.local'],
      expirationSeconds: seconds,
      ...spec,
    },
    status: {
      token: `simulated.${uid.replaceAll('-', '')}.${Math.floor(epochNowMs / 1000)}`,
      expirationTimestamp: timestamp(epochNowMs + seconds * 1000),
    },
  });
};
