/**
 * `npm run bench:site -- --runs 5 --page /ko/architecture/monolith/`: what a lesson costs a reader on a slow phone, beside a
 * plain page of the same text measured in the same run. Served with brotli over HTTP/1.1 from this computer.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { buildIfStale } from '../build-export';
import { findBrowser } from '../find-browser';
import { orSay } from '../or-say';
import { createSiteServer, listen } from '../site-server';
import { figuresTable, medians } from './figures-table';
import { type Figures, measureLoad, measureNavigation, measureQuiz, measureSearch } from './measures';
import { makePlainPage } from './plain-page';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    page: { type: 'string', default: '/ko/architecture/monolith/' },
  },
});
const runs = Number(values.runs);
const root = process.cwd();
const query = values.page.startsWith('/ko/') ? '모놀리스' : 'monolith';

await orSay(buildIfStale(root));
const plainFolder = join(root, '.cache/bench-plain');
makePlainPage(join(root, 'out'), values.page, plainFolder);
const servers = [createSiteServer(join(root, 'out')), createSiteServer(plainFolder)] as const;
const lessonUrl = `http://127.0.0.1:${await listen(servers[0], 0)}${values.page}`;
const plainUrl = `http://127.0.0.1:${await listen(servers[1], 0)}/`;

const executablePath = findBrowser();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const lesson: Figures[] = [];
const plain: Figures[] = [];
for (let run = 1; run <= runs; run++) {
  plain.push(await measureLoad(browser, plainUrl));
  lesson.push({
    ...(await measureLoad(browser, lessonUrl)),
    ...(await measureQuiz(browser, lessonUrl)),
    ...(await measureNavigation(browser, lessonUrl)),
    ...(await measureSearch(browser, lessonUrl, query)),
  });
  console.log(`run ${run} of ${runs}`);
}
const browserVersion = browser.version();
await browser.close();
for (const server of servers) server.close();

const columns = { lesson: medians(lesson), plain: medians(plain) };
mkdirSync(join(root, '.cache'), { recursive: true });
writeFileSync(
  join(root, '.cache/bench-site.json'),
  JSON.stringify({ page: values.page, browserVersion, medians: columns, runs: { lesson, plain } }, null, 2),
);
console.log(
  `\n${values.page}, Chromium ${browserVersion}, 4× CPU, 1.6 Mbit/s, 150 ms, brotli, medians of ${runs}\n\n${figuresTable(columns)}`,
);
