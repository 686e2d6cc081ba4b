import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface StepResult {
  readonly isDone: boolean;
  readonly output: string;
}

/** Runs a program of node_modules/.bin, or Node itself, in `root` and collects what it prints. */
export function runProgram(root: string, program: string, args: readonly string[]): Promise<StepResult> {
  const isNode = program === 'node';
  const command = isNode ? process.execPath : join(root, 'node_modules/.bin', program);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      shell: !isNode && process.platform === 'win32',
      env: { ...process.env, NO_COLOR: '1' },
    });
    const parts: string[] = [];
    const collect = (part: Buffer) => parts.push(part.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) =>
      resolve({ isDone: false, output: `${program} did not start: ${error.message}` }),
    );
    child.on('close', (code) => resolve({ isDone: code === 0, output: parts.join('') }));
  });
}
