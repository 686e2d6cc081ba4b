import { join } from 'node:path';
import { checkCourse } from '../course/check';
import { formatProblem } from '../course/problem';
import { copyPictures } from './copy-pictures';
import { isExportFresh, sourceHash, stampExport } from './export-stamp';
import { ensureGenerated } from './generated';
import { runProgram } from './run-step';
import { sealExport } from './seal-export';

/** Builds `out/` unless it was made from what stands in the project now. */
export async function buildIfStale(root: string): Promise<void> {
  if (isExportFresh(root)) return;
  console.log('Building the course (about a minute the first time)…');
  await buildExport(root);
}

/** Builds `out/`, ready for any static host. Throws with every mistake in the content, or with what the build printed. */
export async function buildExport(root: string): Promise<void> {
  const hash = sourceHash(root);
  const { problems } = await checkCourse(root);
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n'));
  await ensureGenerated(root);
  await copyPictures(root);
  const next = await runProgram(root, 'next', ['build']);
  if (!next.isDone) throw new Error(next.output);
  sealExport(join(root, 'out'));
  stampExport(root, hash);
}
