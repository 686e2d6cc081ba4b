import { checkCourse } from '../course/check';
import { formatProblem } from '../course/problem';

/** `npm run check:content`: prints every mistake in content/ and exits 1, or says that there is none. */
const { lessons, questions, problems } = await checkCourse(process.cwd());

if (problems.length === 0) {
  console.log(`${lessons} lessons, ${questions} questions: no problems`);
} else {
  for (const problem of problems) console.error(formatProblem(problem));
  console.error(`\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in content/`);
  process.exitCode = 1;
}
