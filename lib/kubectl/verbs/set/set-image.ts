import { failure } from '../../cli-error';
import type { Verb } from '../../kubectl.types';
import { build } from '../../resource/builder';
import { chosenBy } from '../change-objects';
import { changePodSpecs, mapContainers, setFlags } from './pod-specs';

/** `kubectl set image` (k8s.io/kubectl/pkg/cmd/set/set_image.go). */
export const setImage: Verb = {
  name: 'image',
  completes: 'resources',
  summary: 'Update the image of a pod template.',
  usage:
    'kubectl set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N [options]',
  flags: setFlags,
  run: (invocation) => {
    const { args, flags } = invocation;
    const first = args.findIndex((arg) => arg.includes('='));
    const resources = first < 0 ? args : args.slice(0, first);
    const images = new Map<string, string>();
    for (const pair of first < 0 ? [] : args.slice(first)) {
      const at = pair.indexOf('=');
      if (at < 0) throw failure(`all resources must be specified before image changes: ${pair}`);
      images.set(pair.slice(0, at), pair.slice(at + 1));
    }
    // What is wrong with the resources is said before what is wrong with the images.
    build(
      invocation,
      chosenBy(invocation, resources, { selector: flags.string('selector'), isAll: flags.bool('all') }),
    );
    if (images.size === 0) throw failure('at least one image update is required');
    if (images.size > 1 && images.has('*'))
      throw failure(
        'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      );
    return changePodSpecs(invocation, resources, {
      operation: 'image updated',
      problem: 'image update to pod template:',
      isSilentWhenSame: true,
      change: (spec) => {
        let next = spec;
        for (const [name, image] of images) {
          let isFound = false;
          for (const field of ['initContainers', 'containers'])
            next = mapContainers(next, field, (container) => {
              if (name !== '*' && container.name !== name) return undefined;
              isFound = true;
              return container.image === image ? undefined : { ...container, image };
            });
          if (!isFound) throw new Error(`unable to find container named ${JSON.stringify(name)}`);
        }
        return next;
      },
    });
  },
};
