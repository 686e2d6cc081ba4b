'use client';
import { OperatedTask, type OperatedTaskProps } from '@/components/lab/operated-task';
import { OperatedModel, type OperatedModelProps } from '../operated-model';
import { shopFace } from './shop-face';

/** What arrives when a shop figure comes near: the model and everything that makes its picture live. */
export const Model = (props: OperatedModelProps) => <OperatedModel face={shopFace} {...props} />;
export const Task = (props: OperatedTaskProps) => <OperatedTask face={shopFace} {...props} />;
