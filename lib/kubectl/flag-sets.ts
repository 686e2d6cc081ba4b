import type { Flag } from './kubectl.types';

/** Flags that many verbs share (k8s.io/cli-runtime/pkg/genericclioptions). */
export const filenameFlags: readonly Flag[] = [
  {
    name: 'filename',
    short: 'f',
    type: 'strings',
    usage: 'Files, folders or - for stdin that name the objects.',
  },
  {
    name: 'recursive',
    short: 'R',
    type: 'bool',
    usage: 'Read the folders of -f with all that is below them.',
  },
  {
    name: 'kustomize',
    short: 'k',
    type: 'string',
    isNotSimulated: true,
    usage: 'A kustomization folder (not simulated).',
  },
];

export const selectorFlag: Flag = {
  name: 'selector',
  short: 'l',
  type: 'string',
  usage: 'Only objects with these labels (key=value, key!=value, key in (a,b), key, !key).',
};

export const fieldSelectorFlag: Flag = {
  name: 'field-selector',
  type: 'string',
  usage: 'Only objects with these fields (status.phase=Running).',
};

export const allNamespacesFlag: Flag = {
  name: 'all-namespaces',
  short: 'A',
  type: 'bool',
  usage: 'In every namespace.',
};

export const chunkSizeFlag: Flag = {
  name: 'chunk-size',
  type: 'int',
  default: 500,
  usage: 'How many objects the server hands out at once; 0 means all.',
};

/** -o and what belongs to it, for verbs that print objects. */
export const printFlags: readonly Flag[] = [
  {
    name: 'output',
    short: 'o',
    type: 'string',
    usage: 'The form: json, yaml, name, go-template, jsonpath and their -file and -as-json variants.',
  },
  { name: 'template', type: 'string', usage: 'The template of -o go-template and -o jsonpath.' },
  { name: 'show-managed-fields', type: 'bool', usage: 'Keep managedFields in -o json and yaml.' },
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: true,
    usage: 'Ignore a field that is missing when a template asks for it.',
  },
];

export const dryRunFlag: Flag = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  noValue: 'unchanged',
  usage: 'none, client (print only) or server (ask the server without storing).',
};

export const fieldManagerFlag = (preset: string): Flag => ({
  name: 'field-manager',
  type: 'string',
  default: preset,
  usage: 'The name that signs the change.',
});
