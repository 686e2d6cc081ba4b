import type { PodTemplateSpec } from '../../../cluster/api/core';
import { failure } from '../../cli-error';

/** A template as `describe` has it, with tabs where `describe` has columns. */
export function templateText(_template: PodTemplateSpec): string {
  throw failure('the describer of templates is not there yet');
}
