import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Comparison, Contest } from './contest';
import { difference } from './difference';
import { loadOurKubectl } from './our-kubectl';
import { findRealKubectl } from './real-kubectl';
import { readSituation, situationNames } from './situation';

const { most, differences } = z
  .strictObject({
    most: z.number().int(),
    differences: z.array(
      z.strictObject({ situation: z.string(), command: z.string(), reason: z.string().min(10) }),
    ),
  })
  .parse(parse(readFileSync(join(import.meta.dirname, 'differences.yaml'), 'utf8')));

const names = situationNames();
const situations = names.map(readSituation);
const kubectl = findRealKubectl();
/** Real kubectls at a time. */
const lanes = 2;

if (kubectl === undefined)
  console.warn(
    'CONFORMANCE WAS NOT RUN: there is no kubectl v1.35 on this machine (see tests/conformance/real-kubectl.ts).',
  );

describe('the corpus', () => {
  it('has its judge wherever the package carries one', () => {
    expect(kubectl !== undefined || process.platform !== 'linux' || process.arch !== 'x64').toBe(true);
  });

  it('has at least 500 commands in at least 40 situations', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
    expect(situations.flatMap(({ commands }) => commands).length).toBeGreaterThanOrEqual(500);
  });

  it('has no command twice in one situation', () => {
    for (const { name, commands } of situations) {
      const keys = commands.map((command) => JSON.stringify(command));
      expect(new Set(keys).size, name).toBe(keys.length);
    }
  });

  it('has differences with a reason, and no more than it had', () => {
    expect(differences.length).toBeLessThanOrEqual(most);
    for (const { situation, command } of differences)
      expect(
        situations.some(
          ({ name, commands }) => name === situation && commands.some(({ run }) => run === command),
        ),
        `${situation}: ${command}`,
      ).toBe(true);
  });
});

describe.skipIf(kubectl === undefined)('our kubectl prints what the real one prints', () => {
  const results = new Map<string, readonly Comparison[] | Error>();
  const contests: Contest[] = [];

  beforeAll(async () => {
    expect(await loadOurKubectl()).toBeUndefined();
    const waiting = [...situations];
    const work = async () => {
      const contest = await new Contest(kubectl ?? '').open();
      contests.push(contest);
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        results.set(next.name, await contest.compareAll(next).catch((error: Error) => error));
    };
    await Promise.all(Array.from({ length: lanes }, work));
  }, 600_000);

  afterAll(() => Promise.all(contests.map((contest) => contest.close())));

  it.each(names)('%s', (name) => {
    const found = results.get(name);
    if (found instanceof Error) throw found;
    const listed = new Set(
      differences.filter(({ situation }) => situation === name).map(({ command }) => command),
    );
    const wrong = (found ?? []).filter(({ isEqual, command }) => isEqual === listed.has(command));
    const report = wrong.map((each) =>
      each.isEqual
        ? `${each.command}: does not differ any more; take it out of differences.yaml`
        : `${each.command}\n${difference(each.real, each.ours)}`,
    );
    expect(report.join('\n\n')).toBe('');
  });
});
