import { it } from 'vitest';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync, spawn } from 'node:child_process';
import { findRealKubectl } from '../../../conformance/real-kubectl';
import { serveCluster } from '@/lib/kube-http/serve-cluster';
it('x', async () => {
  const kubectl = findRealKubectl()!;
  const served = await serveCluster({ preset: process.env.PRESET ?? 'three-nodes', seed: 1, speed: 1, port: 0 });
  const dir = mkdtempSync('/tmp/o7');
  const text = readFileSync('/work/shared/oracle/07-errors.txt', 'utf8');
  const run = (cmd: string) => new Promise<string>((done) => {
    const p = spawn('bash', ['-c', cmd.replace(/\bkubectl\b/g, `${kubectl} --server=http://127.0.0.1:${served.port}`)], { cwd: dir, env: { ...process.env, HOME: dir } });
    let o = ''; p.stdout.on('data', (d) => (o += d)); p.stderr.on('data', (d) => (o += d)); p.on('close', (c) => done(`${o}[exit ${c}]`));
    setTimeout(() => p.kill(), 8000);
  });
  for (const c of ['kubectl create deploy web --image=nginx:1.24', 'kubectl create job j1 --image=busybox -- sh -c "sleep 600"', 'kubectl create secret generic sec --from-literal=a=b'])
    console.log(c, await run(c));
  await new Promise((r) => setTimeout(r, 4000));
  let out = '';
  for (const block of text.split(/^# \d+\. /m).slice(1)) {
    const title = block.split('\n')[0];
    for (const m of block.matchAll(/\(file (\S+)\)\n([\s\S]*?)\(end of file\)/g)) writeFileSync(join(dir, m[1]!), m[2]!);
    for (const m of block.matchAll(/^\$ (kubectl (?:apply|create|patch|run|label|expose).*)$/gm)) out += `## ${title}\n$ ${m[1]}\n${await run(m[1]!)}\n`;
  }
  writeFileSync('/tmp/o7.out', out);
  await served.close();
}, 300000);
