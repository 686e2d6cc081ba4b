import { registryOf } from './registry';
import type { Image } from './image.types';

const plain: Image = {
  sizeBytes: 59_795_293,
  pullMs: 2000,
  anything: () => ({ term: { afterMs: 100, exitCode: 0 } }),
  hasShell: true,
};

export const teachingImages = registryOf((reference) => ({ reference, image: plain }));
