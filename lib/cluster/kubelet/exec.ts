import { runInContainer } from '../images/programs';
import type { ExecResult } from '../kube-apiserver/kubelet-endpoint.types';
import type { Container } from './container';

export interface ExecOutcome extends ExecResult {
  /** How long the command would have taken (it slept, or waited for an answer), in ms. */
  readonly tookMs: number;
}

/** Runs a command beside process 1 of a container (CRI ExecSync); what it does is done at once. */
export function execute(container: Container, command: readonly string[], stdin: string): ExecOutcome {
  const answer = container.image.exec?.(command);
  if (answer) return { ...answer, tookMs: 0 };
  return runInContainer(container, command, stdin);
}
