import type { Verb } from '../../kubectl.types';
import { setEnv } from './set-env';
import { setImage } from './set-image';
import { setResources } from './set-resources';
import { setSelector, setServiceAccount } from './set-selector';

/** `kubectl set` (k8s.io/kubectl/pkg/cmd/set). Left out: set subject. */
export const set: Verb = {
  name: 'set',
  summary: 'Configure application resources.',
  usage: 'kubectl set SUBCOMMAND [options]',
  verbs: [setEnv, setImage, setResources, setSelector, setServiceAccount],
};
