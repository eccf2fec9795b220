// `npm run bench` runs all benchmarks, `npm run bench -- ingest query` some; `--quick` a round of each with
// fewer files, to see that they work; `--profile` says on stderr which threads took how much processor time.

import { parseArgs } from 'node:util';
import { say } from './figure.ts';
import { benchIngest } from './ingest.ts';
import { benchKnown } from './known.ts';
import { benchLoad } from './load.ts';
import { benchPictures } from './pictures.ts';
import { benchQuery } from './query.ts';
import { benchRank } from './rank.ts';
import { benchScroll } from './scroll.ts';
import { benchStart } from './start.ts';
import { type Workbench, withWorkbench } from './workbench.ts';

const benches: Readonly<Record<string, (workbench: Workbench) => Promise<void>>> = {
  ingest: benchIngest,
  known: benchKnown,
  query: benchQuery,
  scroll: benchScroll,
  start: benchStart,
  load: benchLoad,
  pictures: benchPictures,
  rank: benchRank,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, profile: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`);

await withWorkbench(values, async (workbench) => {
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    say(`${name}:`);
    await bench(workbench);
  }
});
