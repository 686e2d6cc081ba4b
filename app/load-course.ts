import { contentStamp } from '@/lib/course/content-stamp.gen';
import { readCourse } from '@/lib/course/read/read-course';

type Loaded = Awaited<ReturnType<typeof readCourse>>;
const loaded = new Map<number, Promise<Loaded>>();

/**
 * The whole course, read once for a build and, while authors write, once for every save: `npm run dev` sets the stamp
 * anew whenever something in content/ changes. A build with mistakes stops before it gets here (lib/site).
 */
export function loadCourse(): Promise<Loaded> {
  let course = loaded.get(contentStamp);
  if (!course) {
    loaded.clear();
    course = readCourse(process.cwd());
    loaded.set(contentStamp, course);
  }
  return course;
}
