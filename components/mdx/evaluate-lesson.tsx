import { getMDXExport } from 'mdx-bundler/client/jsx';
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import type { CompiledLesson } from '@/lib/course/course.types';
import type { LessonContext } from './lesson-context';
import { lessonTags } from './lesson-tags';

/** Turns compiled MDX into elements. It runs on the server at build time only; nothing is evaluated in a browser. */
export function evaluateLesson(compiled: CompiledLesson, context: LessonContext) {
  const { default: Content } = getMDXExport(compiled.code, { React, _jsx_runtime: jsxRuntime });
  return <Content components={lessonTags(context)} />;
}
