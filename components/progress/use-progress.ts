'use client';

import { useSyncExternalStore } from 'react';
import { type ProgressState, progress, startState } from '@/lib/course/progress/store';

const atStart = () => startState;

/**
 * The learner's progress, kept up to date across tabs. On the server, and while the browser takes over the server's
 * HTML, nothing is known yet. (`useStore` of @nanostores/react would open the storage while the server renders.)
 */
export function useProgress(): ProgressState {
  return useSyncExternalStore(progress.$state.listen, progress.$state.get, atStart);
}
