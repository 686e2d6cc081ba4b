import type { Script } from '@/components/playback/player.types';
import type { TaskView } from '@/lib/course/lab/view';
import type { DeepPartial, Input } from '@/lib/models/model';

/** A recorded solution as inputs over time. The model checks each when it is applied; the content tests have played them all. */
export function scriptOf<Settings>({ inputs, seconds }: TaskView['solutions'][number]): Script<Settings> {
  const ordered = [...inputs].sort((one, other) => one.atSeconds - other.atSeconds);
  return {
    endMs: seconds * 1000,
    inputs: ordered.flatMap(({ atSeconds, set, act, on }) => {
      const all: Input<Settings>[] = [];
      if (set) all.push({ set: set as DeepPartial<Settings> });
      if (act) all.push(on === undefined ? { act } : { act, on });
      return all.map((input) => ({ atMs: atSeconds * 1000, input }));
    }),
  };
}
