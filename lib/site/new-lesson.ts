import { example, makeLesson } from './make-lesson';

/** `npm run new:lesson -- 01-architecture/03-my-lesson`: a lesson that is valid as it is, for its author to fill. */
const place = process.argv[2];
const refusal = place === undefined ? `say where:\n  ${example}` : makeLesson(process.cwd(), place);

if (refusal) {
  console.error(refusal);
  process.exitCode = 1;
} else {
  console.log(`content/${place} is there, and valid. Write ko.mdx, en.mdx and quiz.yaml next.`);
}
