import type { PodSpec, PodTemplateSpec } from '../../api/core';

export const podSpecDiff = (_old: PodSpec, _next: PodSpec): string => '';
export const goTemplate = (template: PodTemplateSpec): unknown => template;
