import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFonts } from './fonts';
import { writeIfChanged } from './write-if-changed';

/**
 * Makes the git-ignored files that the source imports, for the development server, the build and the type check alike.
 * Fast when they are fresh. `root` is the project folder.
 */
export async function ensureGenerated(root = process.cwd()): Promise<void> {
  const stamp = join(root, contentStampFile);
  if (!existsSync(stamp)) writeIfChanged(stamp, contentStampModule(0));
  const lacking = await makeFonts(root);
  if (lacking.length > 0) {
    const list = lacking.map(
      (character) => `${character} (U+${character.codePointAt(0)?.toString(16).toUpperCase()})`,
    );
    console.warn(`The fonts of the site lack ${list.join(', ')}: the reader's own fonts will draw them.`);
  }
}

/** The module whose change tells the development server that content changed: it does not see plain file reads. */
export const contentStampFile = 'lib/course/content-stamp.gen.ts';

export function contentStampModule(ms: number): string {
  return `/** When content last changed while \`npm run dev\` ran, in ms. Made by lib/site. */\nexport const contentStamp = ${ms};\n`;
}
