import type { PodTemplateSpec } from '../../../cluster/api/core';
import { describePodTemplate } from '../../describe/describe-pod';
import { DescribeWriter } from '../../describe/describe-writer';

/** A template as `describe` has it, with tabs where `describe` has columns (polymorphichelpers.printTemplate). */
export function templateText(template: PodTemplateSpec): string {
  const writer = new DescribeWriter();
  describePodTemplate(writer, template);
  return writer.tabbed();
}
