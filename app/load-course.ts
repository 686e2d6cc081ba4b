import { readCourse } from '@/lib/course/read/read-course';

type Loaded = Awaited<ReturnType<typeof readCourse>>;
let loaded: Promise<Loaded> | undefined;

/**
 * The whole course, read once for a build. While authors write (`next dev`) it is read anew for every request; what has
 * not changed comes from the disk cache. A build with mistakes stops before it gets here (lib/site/build.ts).
 */
export function loadCourse(): Promise<Loaded> {
  if (process.env.NODE_ENV === 'development') return readCourse(process.cwd());
  loaded ??= readCourse(process.cwd());
  return loaded;
}
