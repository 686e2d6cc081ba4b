import { StillTask } from '@/components/lab/still-task';
import type { TaskView } from '@/lib/course/lab/view';
import { firstPictures } from '../first-picture';
import { StillModel, type StillProps } from '../still-model';
import { shopFace } from './shop-face';

const firstPicture = firstPictures(shopFace);

export const ShopStill = (props: StillProps) => (
  <StillModel face={shopFace} first={firstPicture(props.scenario)} {...props} />
);
export const ShopStillTask = (props: StillProps & { task: TaskView }) => (
  <StillTask face={shopFace} first={firstPicture(props.scenario)} {...props} />
);
