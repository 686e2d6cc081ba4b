import { type FieldError, notSupported } from './field-error';
import type { KubeApiServer } from './kube-apiserver';
import type { ApiRequest, ApiResponse } from './request.types';
import type { Query, RequestInfo } from './request-info';
import { invalid } from './status-error';

/** One request on its way through the handlers, with what the answer has to say besides its body. */
export interface Exchange {
  readonly server: KubeApiServer;
  readonly request: ApiRequest;
  readonly info: RequestInfo;
  /** The texts of `Warning` headers, in the order they came up. */
  readonly warnings: string[];
}

export const ok = (body: unknown): ApiResponse => ({ status: 200, body });
export const created = (body: unknown): ApiResponse => ({ status: 201, body });

export const headerOf = (request: ApiRequest, name: string): string => request.headers?.[name] ?? '';

/** The same text once is enough. */
export function warn({ warnings }: Exchange, texts: readonly string[]): void {
  for (const text of texts) if (!warnings.includes(text)) warnings.push(text);
}

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** What `?fieldValidation=` asks for; without it the server warns. */
export function fieldValidationOf(query: Query): FieldValidation {
  const text = query.get('fieldValidation');
  return text === 'Strict' || text === 'Ignore' ? text : 'Warn';
}

/** Checks the options of a write (apimachinery/pkg/apis/meta/v1/validation). Throws Invalid. @returns whether it is a dry run */
export function checkWriteOptions({ query }: RequestInfo, kind: string): boolean {
  const errors: FieldError[] = [];
  const dryRun = query.all('dryRun').filter((each) => each !== '');
  if (dryRun.some((each) => each !== 'All')) errors.push(notSupported('dryRun', dryRun[0], ['All']));
  const fieldValidation = query.get('fieldValidation');
  if (!['', 'Ignore', 'Strict', 'Warn'].includes(fieldValidation))
    errors.push(notSupported('fieldValidation', fieldValidation, ['', 'Ignore', 'Strict', 'Warn']));
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', plural: '', kind }, '', errors);
  return dryRun.length > 0;
}
