/**
 * The door of every command: `node lib/site/run.mjs <name>` installs what is missing and hands over to `<name>.ts`.
 * Plain JavaScript with Node's own modules only, because it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { install, isInstalled, isNodeNewEnough, oldestNode } from './packages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [name = '', ...args] = process.argv.slice(2);

if (!isNodeNewEnough(process.versions.node)) {
  console.error(
    `Reconcile needs Node.js ${oldestNode} or newer; this is ${process.versions.node}. Get it from https://nodejs.org/`,
  );
  process.exit(1);
}
if (!isInstalled(root) && !install(root)) process.exit(1);

// The course sends nothing about anyone, and neither do the tools that build it.
process.env.NEXT_TELEMETRY_DISABLED = '1';

const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root, stdio: 'inherit' });
// A terminal sends Ctrl-C to both; the child tidies up and this process follows it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
