// How long is left, against runs of which it is known: files of kinds and sizes as phones, cameras and chats leave them, in the order in
// which folders hold them, on cores that decoding and the model share.

import { expect, test } from 'vitest';
import { createArrivals } from './arrivals.ts';
import { createTimeLeft } from './time-left.ts';

interface MadeFile {
  readonly source: { name: string; size: number };
  readonly readMs: number;
  readonly isNew: boolean;
}

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes and processor time of a file as measured in Chromium 156 on two cores, each file a little different. */
const makers = {
  camera: { ext: 'jpg', megabytes: 4.5, readMs: 60 },
  small: { ext: 'webp', megabytes: 0.15, readMs: 14 },
  screenshot: { ext: 'png', megabytes: 1.2, readMs: 45 },
  heic: { ext: 'heic', megabytes: 1.8, readMs: 620 },
  raw: { ext: 'dng', megabytes: 24, readMs: 180 },
} as const;
type Maker = keyof typeof makers;

function make(random: () => number, counts: Partial<Record<Maker, number>>, knownShare = 0): MadeFile[] {
  return Object.entries(counts).flatMap(([maker, count]) => {
    const { ext, megabytes, readMs } = makers[maker as Maker]; // Its keys are of that type.
    return Array.from({ length: count }, (_, n) => {
      const larger = Math.exp((random() + random() + random() - 1.5) * 0.8);
      const isNew = random() >= knownShare;
      const bytes = megabytes * larger * 1e6;
      const costMs = isNew ? readMs * larger * (0.75 + random() / 2) : (bytes / 1e6) * 1.1;
      return { source: { name: `${maker}-${n}.${ext}`, size: Math.round(bytes) }, readMs: costMs, isNew };
    });
  });
}
const shuffle = (random: () => number, files: readonly MadeFile[]) =>
  files
    .map((file) => ({ file, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ file }) => file);

interface Machine {
  readonly readers: number;
  readonly lanes: number;
  readonly cores: number;
  /** Processor time of a photo in the model. */
  readonly embedMs: number;
  /** Factor on all work at a moment. */
  readonly slowness?: (atMs: number) => number;
  /** Processor time that a decoder, and the model in each lane, take once, before their first work. */
  readonly loadMs?: number;
  readonly pause?: { readonly fromMs: number; readonly forMs: number };
}
const batch = 8;
const highWater = 64;
const stepMs = 5;

/** Lets a run happen. @returns what was said to be left, each half second, and when the run ended. */
function simulate(files: readonly MadeFile[], machine: Machine) {
  let nowMs = 0;
  const timeLeft = createTimeLeft(() => nowMs);
  const arrivals = createArrivals<MadeFile>(() => machine.readers);
  arrivals.push(files);
  for (const file of files) timeLeft.expect(file, file.source);
  timeLeft.hold(false);
  const idle = Array.from({ length: machine.readers }, () => new Set<string>());
  interface Work {
    leftMs: number;
    end: () => void;
  }
  const [readers, lanes]: [Set<Work>, Set<Work>] = [new Set(), new Set()];
  let loadedLanes = 0;
  let [waiting, inModel] = [0, 0];
  const said: { atMs: number; leftMs: number | undefined }[] = [];
  let pausedMs = 0;
  while (arrivals.length > 0 || readers.size > 0 || lanes.size > 0 || waiting > 0) {
    const { pause } = machine;
    const paused = pause !== undefined && nowMs >= pause.fromMs && nowMs < pause.fromMs + pause.forMs;
    timeLeft.hold(paused);
    while (!paused && readers.size < machine.readers && waiting < highWater) {
      const file = arrivals.shift();
      if (!file) break;
      const worker = idle.shift() ?? new Set();
      const format = file.source.name.split('.')[1] ?? '';
      const loadMs = worker.has(format) ? 0 : (machine.loadMs ?? 0);
      worker.add(format);
      const ended = timeLeft.begin(file, worker);
      const work: Work = {
        leftMs: file.readMs + loadMs,
        end: () => {
          ended();
          idle.push(worker);
          timeLeft.read(file, file.isNew);
          if (file.isNew) waiting++;
        },
      };
      readers.add(work);
    }
    while (!paused && lanes.size < machine.lanes && waiting > 0) {
      const photos = Math.min(batch, waiting);
      waiting -= photos;
      inModel += photos;
      const ended = timeLeft.beginBatch(photos);
      const end = () => {
        ended();
        inModel -= photos;
      };
      lanes.add({ leftMs: photos * machine.embedMs + (loadedLanes++ < machine.lanes ? (machine.loadMs ?? 0) : 0), end });
    }
    const inWork = readers.size + lanes.size;
    const each = (stepMs * Math.min(1, machine.cores / Math.max(1, inWork))) / (machine.slowness?.(nowMs) ?? 1);
    nowMs += stepMs;
    if (paused && inWork === 0) pausedMs += stepMs;
    for (const works of [readers, lanes])
      for (const work of works) {
        work.leftMs -= each;
        if (work.leftMs > 0) continue;
        works.delete(work);
        work.end();
      }
    if (nowMs % 500 === 0 && !paused) said.push({ atMs: nowMs - pausedMs, leftMs: timeLeft.leftMs(waiting + inModel) });
  }
  return { said, totalMs: nowMs - pausedMs, nearMs: Math.max(2000, 2 * batch * machine.embedMs) };
}

/** The worst of what was said after `fromShare` of the run, as a share of what was really left. What one batch takes, and at least two seconds,
 * are as near as anybody can tell. */
function worst({ said, totalMs, nearMs }: ReturnType<typeof simulate>, fromShare = 0.1): number {
  const errors = said
    .filter(({ atMs }) => atMs >= fromShare * totalMs && atMs < totalMs)
    .map(({ atMs, leftMs = Number.POSITIVE_INFINITY }) => {
      const reallyMs = totalMs - atMs;
      return Math.max(0, Math.abs(leftMs - reallyMs) - nearMs) / reallyMs;
    });
  return Math.max(...errors);
}

const twoCores: Machine = { readers: 2, lanes: 2, cores: 2, embedMs: 35 };
const eightCores: Machine = { readers: 8, lanes: 4, cores: 8, embedMs: 35 };
const slowModel: Machine = { ...twoCores, embedMs: 250 };
const mixed = { camera: 900, small: 500, screenshot: 400, heic: 200, raw: 60 };

const cases: Record<string, (random: () => number) => [MadeFile[], Machine]> = {
  'one kind': (random) => [make(random, { camera: 1500 }), twoCores],
  'all kinds, as they come': (random) => [shuffle(random, make(random, mixed)), twoCores],
  'folder by folder, the dear ones last': (random) => [
    make(random, { small: 800, screenshot: 500, camera: 400, raw: 80, heic: 300 }),
    twoCores,
  ],
  'folder by folder, the dear ones first': (random) => [
    make(random, { heic: 300, raw: 80, camera: 400, screenshot: 500, small: 800 }),
    twoCores,
  ],
  'decoders and model to be loaded': (random) => [make(random, { small: 800, camera: 800, heic: 120 }), { ...twoCores, loadMs: 900 }],
  'a slow model': (random) => [make(random, { small: 500, camera: 300, heic: 100 }), slowModel],
  'many cores': (random) => [make(random, { ...mixed, camera: 3000 }), eightCores],
  'a third of them known': (random) => [shuffle(random, make(random, mixed, 0.33)), twoCores],
  'paused for a minute': (random) => [make(random, mixed), { ...twoCores, pause: { fromMs: 20_000, forMs: 60_000 } }],
};

test.each(Object.keys(cases))('%s: from a tenth of the run on, what is said to be left is within a fifth of what is', (name) => {
  for (let seed = 1; seed <= 5; seed++) {
    const [files, machine] = cases[name]?.(seeded(seed)) ?? [[], twoCores];
    const run = simulate(files, machine);
    expect(worst(run), `seed ${seed}, a run of ${Math.round(run.totalMs / 1000)} s`).toBeLessThanOrEqual(0.2);
  }
});

test('a machine that gets three times as slow half-way is believed soon', () => {
  const random = seeded(7);
  const run = simulate(shuffle(random, make(random, mixed)), { ...twoCores, slowness: (atMs) => (atMs > 60_000 ? 3 : 1) });
  expect(worst(run, 0.75)).toBeLessThanOrEqual(0.2);
});

test('nothing is said before enough is known', () => {
  let nowMs = 0;
  const timeLeft = createTimeLeft(() => nowMs);
  timeLeft.expect('a', { name: 'a.jpg', size: 1e6 });
  timeLeft.hold(false);
  const end = timeLeft.begin('a', {});
  nowMs = 10_000;
  end();
  timeLeft.read('a', true);
  expect(timeLeft.leftMs(0)).toBeUndefined();
});
