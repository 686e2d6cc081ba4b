import type { Status } from '../cluster/kube-apiserver/status-error';
import { type Invocation, KubectlError } from './kubectl.types';

/** How errors become text on stderr (k8s.io/kubectl/pkg/cmd/util/helpers.go). Left out: verbose logs (-v). */

/** The server's no: the metav1.Status it answered with. */
export class ApiError extends Error {
  constructor(readonly status: Status) {
    super(status.message ?? '');
  }
}

/** Several errors of one command; kubectl prints one line for each. */
export class Aggregate extends Error {
  constructor(readonly errors: readonly Error[]) {
    super(errors.map(({ message }) => message).join(', '));
  }
}

/** Throws what `errors` hold: nothing, the only one, or all together. */
export function throwAll(errors: readonly Error[]): void {
  if (errors[0] !== undefined) throw errors.length === 1 ? errors[0] : new Aggregate(errors);
}

/** `error: …`, the plain kind. */
export const failure = (text: string, exitCode = 1) => new KubectlError(`error: ${text}`, exitCode);

/** cmdutil.UsageErrorf: an error and where the help is. */
export const usageError = ({ commandPath }: Pick<Invocation, 'commandPath'>, text: string) =>
  failure(`${text}\nSee '${commandPath} -h' for help and examples`);

/** What the simulation leaves out says so. */
export const notSimulated = (what: string) => failure(`${what} is not simulated in this cluster`);

export const isNotFound = (error: unknown) => error instanceof ApiError && error.status.reason === 'NotFound';
export const isConflict = (error: unknown) => error instanceof ApiError && error.status.reason === 'Conflict';
export const isAlreadyExists = (error: unknown) =>
  error instanceof ApiError && error.status.reason === 'AlreadyExists';

/** The error with words in front of the server's message, still known as the server's (`error when creating "x.yaml": …`). */
export function prefixed(error: unknown, prefix: string): Error {
  if (error instanceof ApiError)
    return new ApiError({ ...error.status, message: `${prefix}${error.message}` });
  return new Error(`${prefix}${error instanceof Error ? error.message : String(error)}`);
}

/** cmdutil.checkErr: the text for stderr. Anything but a KubectlError, an ApiError or a plain Error is a defect. */
export function errorText(error: Error): string {
  if (error instanceof KubectlError) return error.message;
  if (error instanceof Aggregate)
    return error.errors.map((each) => standardMessage(each) ?? each.message).join('\n');
  if (error instanceof ApiError && error.status.reason === 'Invalid') return invalidText(error.status);
  const text = standardMessage(error) ?? error.message;
  return error instanceof ApiError || text.startsWith('error: ') ? text : `error: ${text}`;
}

function standardMessage(error: Error): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const { reason = '', message, code } = error.status;
  if (code === 0) return message;
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
  return reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
}

function invalidText({ details, message = '' }: Status): string {
  let text = 'The request is invalid';
  if (details === undefined) return message === '' ? text : `${text}: ${message}`;
  const { kind = '', name = '', causes = [] } = details;
  if (kind !== '' || name !== '') text = `The ${kind} ${JSON.stringify(name)} is invalid`;
  else if (message !== '' && causes.length === 0) text += `: ${message}`;
  if (causes.length === 0) return text;
  const lines = [
    ...new Set(causes.map(({ field, message: why = '' }) => (field ? `${field}: ${why}` : why))),
  ];
  return lines.length === 1
    ? `${text}: ${lines[0]}`
    : `${text}: \n${lines.map((line) => `* ${line}`).join('\n')}`;
}
