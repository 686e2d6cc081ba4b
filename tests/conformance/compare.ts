import { parseArgs } from 'node:util';
import { type Comparison, Contest } from './contest';
import { difference } from './difference';
import { loadOurKubectl } from './our-kubectl';
import { findRealKubectl } from './real-kubectl';
import { type Command, readSituation, situationNames } from './situation';

/** The author's view of the conformance test: one command, one situation, or everything, with what differs. */
const usage = `npx tsx tests/conformance/compare.ts [options] [-- 'kubectl get pods']…
  --situation NAME   where to try it (default: healthy); alone: all commands of it; names: ${situationNames().join(', ')}
  --all              every command of every situation
  --grep TEXT        only commands that contain TEXT
  --stdin TEXT       what the command reads
  --seconds N        virtual seconds after which the server ends watches
  --list             what differs, as lines for differences.yaml
  --brief            one line for each command
  --real             shows what the real kubectl prints, even if ours is equal`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    situation: { type: 'string' },
    all: { type: 'boolean' },
    grep: { type: 'string' },
    stdin: { type: 'string' },
    seconds: { type: 'string' },
    list: { type: 'boolean' },
    brief: { type: 'boolean' },
    real: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

function show({ command, real, ours, isEqual }: Comparison, situation: string): void {
  if (values.list) {
    if (!isEqual) console.log(`  - ${JSON.stringify({ situation, command, reason: '' })}`);
    return;
  }
  console.log(`${isEqual ? '=' : '≠'} ${situation}: ${command}`);
  if (values.brief) return;
  if (values.real || ours.exitCode === -2)
    console.log(`${real.stdout}[stderr] ${real.stderr}[exit ${real.exitCode}]`);
  if (!isEqual && ours.exitCode !== -2) console.log(difference(real, ours));
}

async function main(): Promise<number> {
  const kubectl = findRealKubectl();
  if (values.help || kubectl === undefined) {
    console.log(kubectl ? usage : 'There is no kubectl v1.35 on this machine.');
    return 1;
  }
  const problem = await loadOurKubectl();
  if (problem) console.error(`lib/kubectl does not load (only the real one is shown): ${problem}`);
  const names = values.all ? situationNames() : [values.situation ?? 'healthy'];
  const contest = await new Contest(kubectl).open();
  let [count, different] = [0, 0];
  for (const name of names) {
    const situation = readSituation(name);
    const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
    const given: Command[] = positionals.map((run) => ({ run, stdin: values.stdin, seconds }));
    try {
      for (const command of given.length > 0 ? given : situation.commands) {
        if (values.grep !== undefined && !command.run.includes(values.grep)) continue;
        const startMs = performance.now();
        const comparison = await contest.compare(situation, command);
        const ms = Math.round(performance.now() - startMs);
        if (ms > 1000) console.log(`  (${ms} ms)`);
        count++;
        if (!comparison.isEqual) different++;
        show(comparison, name);
      }
    } catch (error) {
      different++;
      console.log(`! ${(error as Error).message}`);
    }
  }
  await contest.close();
  console.log(`${count} commands, ${different} different`);
  return different > 0 ? 1 : 0;
}

process.exit(await main());
