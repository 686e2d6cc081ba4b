import { StillTask } from '@/components/lab/still-task';
import type { TaskView } from '@/lib/course/lab/view';
import { StillModel, type StillProps } from '../still-model';
import { shopFace } from './shop-face';

export const ShopStill = (props: StillProps) => <StillModel face={shopFace} {...props} />;
export const ShopStillTask = (props: StillProps & { task: TaskView }) => (
  <StillTask face={shopFace} {...props} />
);
