import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Cost {
  readonly exitCode: number;
  readonly wallSeconds: number;
  /** Of the process and everything it started, user and system. */
  readonly cpuSeconds: number;
  /** The highest sum of resident memory of all of them at one time. Shared pages count for each. */
  readonly peakBytes: number;
}

/** Linux counts processor time in hundredths of a second and memory in pages of 4 KiB. */
const ticksPerSecond = 100;
const pageBytes = 4096;
const sampleMs = 100;

/** Runs a program and says what it and its children cost. Reads /proc, so only on Linux. */
export function measureProcess(command: string, args: readonly string[], cwd: string): Promise<Cost> {
  if (!existsSync('/proc/self/stat')) throw new Error('This measurement reads /proc, which only Linux has.');
  const begin = performance.now();
  const cpuBefore = cpuOfWaitedChildren();
  let peakBytes = 0;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit' });
    const timer = setInterval(() => {
      peakBytes = Math.max(peakBytes, memoryOfTree(child.pid ?? 0));
    }, sampleMs);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(timer);
      const wallSeconds = (performance.now() - begin) / 1000;
      resolve({ exitCode: code ?? 1, wallSeconds, cpuSeconds: cpuOfWaitedChildren() - cpuBefore, peakBytes });
    });
  });
}

/** The kernel adds the time of a child, and of what that child waited for, to its parent when it is waited for. */
function cpuOfWaitedChildren(): number {
  const fields = statOf('self');
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

function memoryOfTree(top: number): number {
  const parents = new Map<number, number>();
  const memory = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(name);
    parents.set(Number(name), Number(fields[1]));
    memory.set(Number(name), Number(fields[21]) * pageBytes);
  }
  const isInTree = (pid: number): boolean => pid === top || (pid > 1 && isInTree(parents.get(pid) ?? 0));
  return [...memory].reduce((total, [pid, bytes]) => (isInTree(pid) ? total + bytes : total), 0);
}

/** The fields of /proc/PID/stat from the state on; a process that has just ended has none. The name may hold spaces. */
function statOf(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
