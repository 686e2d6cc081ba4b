import type { Container, LifecycleHandler, Probe } from '../../api/core';
import type { IntOrString } from '../../api/meta';
import { type FieldError, forbiddenField, invalidValue, required } from '../field-error';
import { check, isHTTPHeaderName, isValidPortName, isValidPortNum } from './names';
import { nonNegative } from './object-meta';
import { oneOf } from './one-of';

/** Probes and lifecycle hooks (validateProbe, validateHandler in pkg/apis/core/validation/validation.go). */
export function validatePortNumOrName(
  errors: FieldError[],
  path: string,
  port: IntOrString | undefined,
): void {
  if (typeof port === 'string') check(errors, path, port, isValidPortName);
  else check(errors, path, port ?? 0, isValidPortNum);
}

const kinds = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

function validateHandler(
  errors: FieldError[],
  path: string,
  handler: LifecycleHandler,
  graceSeconds: number | undefined,
): void {
  const given = kinds.filter((kind) => handler[kind] !== undefined);
  const [first, ...others] = given;
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  if (first === undefined) errors.push(required(path, 'must specify a handler type'));
  if (first === 'exec' && !exec?.command?.length) errors.push(required(`${path}.exec.command`));
  if (first === 'httpGet' && httpGet) {
    const at = `${path}.httpGet`;
    if (!httpGet.path) errors.push(required(`${at}.path`));
    validatePortNumOrName(errors, `${at}.port`, httpGet.port);
    oneOf(errors, `${at}.scheme`, httpGet.scheme, ['HTTP', 'HTTPS']);
    for (const { name } of httpGet.httpHeaders ?? [])
      check(errors, `${at}.httpHeaders`, name, isHTTPHeaderName);
  }
  if (first === 'tcpSocket') validatePortNumOrName(errors, `${path}.tcpSocket.port`, tcpSocket?.port);
  if (first === 'grpc') validatePortNumOrName(errors, `${path}.grpc.port`, grpc?.port);
  if (first === 'sleep' && sleep && graceSeconds !== undefined)
    if (sleep.seconds < 0 || sleep.seconds > graceSeconds)
      errors.push(
        invalidValue(
          `${path}.sleep`,
          sleep.seconds,
          `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`,
        ),
      );
  for (const kind of others)
    errors.push(forbiddenField(`${path}.${kind}`, 'may not specify more than 1 handler type'));
}

const counts = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

export const probeNames = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function validateProbe(
  errors: FieldError[],
  path: string,
  name: (typeof probeNames)[number],
  probe: Probe,
  graceSeconds: number | undefined,
): void {
  validateHandler(errors, path, probe, graceSeconds);
  nonNegative(errors, path, probe, counts);
  const { terminationGracePeriodSeconds: grace, successThreshold } = probe;
  const graceField = `${path}.terminationGracePeriodSeconds`;
  if (grace !== undefined && grace <= 0)
    errors.push(invalidValue(graceField, grace, 'must be greater than 0'));
  if (name !== 'readinessProbe' && successThreshold !== 1)
    errors.push(invalidValue(`${path}.successThreshold`, successThreshold, 'must be 1'));
  if (name === 'readinessProbe' && grace !== undefined)
    errors.push(invalidValue(graceField, grace, 'must not be set for readinessProbes'));
}

export function validateProbesAndHooks(
  errors: FieldError[],
  path: string,
  container: Container,
  graceSeconds: number | undefined,
): void {
  const { lifecycle } = container;
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = lifecycle?.[hook];
    if (handler) validateHandler(errors, `${path}.lifecycle.${hook}`, handler, graceSeconds);
  }
  for (const name of probeNames) {
    const probe = container[name];
    if (probe) validateProbe(errors, `${path}.${name}`, name, probe, graceSeconds);
  }
}
