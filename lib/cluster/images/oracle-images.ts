import type { Image, Program, Runner } from './image.types';
import { registryOf, tagNotFound } from './registry';

/**
 * The fake images of the recordings (shared/oracle/README.md): every pull takes 0.3 s, a name with "nope" is not found; a
 * container without a command runs for ever and stops 0.1 s after SIGTERM; "sleep N; exit M" ends after N seconds with
 * code M and ignores SIGTERM; the exec probes "cat …" and "false" fail, every other command succeeds.
 */
const runsForEver: Program = (argv) => {
  const command = argv.join(' ');
  const [, seconds, code = '0'] = /sleep (\d+(?:\.\d+)?)(?:\s*;\s*exit (\d+))?/.exec(command) ?? [];
  if (seconds !== undefined) return { ends: { afterMs: Number(seconds) * 1000, exitCode: Number(code) } };
  return { term: { afterMs: 100, exitCode: 0 } };
};

const runner: Runner = {
  find: () => runsForEver,
  exec: (_, [command, file = '']) => {
    const isCat = command === 'cat';
    const stderr = isCat ? `cat: can't open '${file}': No such file or directory\n` : '';
    return { stdout: '', stderr, exitCode: isCat || command === 'false' ? 1 : 0, tookMs: 0 };
  },
};

const image: Image = { sizeBytes: 59_795_293, pullMs: 300, hasShell: false, runner };

export const oracleImages = registryOf((reference) =>
  reference.name.includes('nope') ? tagNotFound(reference, 300) : { reference, image },
);
