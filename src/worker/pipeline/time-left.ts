// How long a run still takes, from what its files have cost so far. Files differ: a HEIC takes twenty times as long as a screenshot, so
// each kind and size has a mean of its own, and what is left is summed up by them.
//
// [Note: Shares of time] Several files are in work at once, on cores that they share. Each moment is divided among those in work at that
// moment; what a file gets of it is its cost. So the costs of all files add up to the time that passed, however many were in work, and
// the mean of a kind hardly depends on what else was in work beside it.

import type { Embedder } from '../embedding/embedder.ts';
import type { Source } from '../sources/source.ts';

export interface TimeLeft {
  /** A file that will be read. @param key names it until `read`. */
  expect(key: unknown, source: Pick<Source, 'name' | 'size'>): void;
  /** `worker` has it in work. @returns its end; call it once. */
  begin(key: unknown, worker: object): () => void;
  /** It was read, or never will be. @param isNew whether it goes on to the model. */
  read(key: unknown, isNew: boolean): void;
  /** A stored photo that will be brought to the model, until `read`. */
  expectStored(key: unknown): void;
  /** So many go through the model together. @returns their end; call it once. */
  beginBatch(photos: number): () => void;
  /** The clock stands, since nothing is to be done; or goes on. */
  hold(held: boolean): void;
  /** A run begins: what files cost is still known, how fast it goes is not. */
  restart(): void;
  /** @param waiting photos that are read and not through the model. @returns undefined until enough has been done to tell. */
  leftMs(waiting: number): number | undefined;
}

/** What files of one kind and size cost, in ms of the run. */
interface Kind {
  /** Not read yet. */
  open: number;
  readonly log2Bytes: number;
  readonly format: string;
  readonly fresh: Mean;
  /** As `fresh`, of files that were the first of their format to a worker: it had to fetch the decoder. */
  readonly first: Mean;
  /** Known photos, which are only hashed, and what is no picture. */
  readonly other: Mean;
}
interface Mean {
  count: number;
  sum: number;
  /** Of the count, what belongs to the pace: it fades. */
  recent: number;
}
interface Batch {
  readonly photos: number;
  readonly photoMs: number;
  /** As above. */
  recent: number;
}

/** Less says more of the first files than of the run. */
const leastMs = 5_000;
const leastRead = 12;
/** What came before counts half after this, or after half of the run so far if that is longer: the machine may have got busier. */
const paceHalfLifeMs = 8_000;
/** So many files the share of new ones among all is worth, where a kind has its own. */
const priorFiles = 4;
/** The last thirty of a kind count most: code that has run for a while is quicker, and known files come in rows. */
const remembered = 1 - 1 / 30;
/** All go through the model alike, but for a lane's first batch, which waits for it to be loaded: so the median of so many tells. */
const batchesLookedAt = 31;
/** A batch that counts less than this for the pace is let go. */
const forgotten = 0.01;
/** So many times the median, a batch has waited for its model. */
const waited = 3;
const stored = 'stored';

const median = (values: readonly number[]): number | undefined => values.toSorted((a, b) => a - b)[values.length >> 1];
const mean = ({ count, sum }: Pick<Mean, 'count' | 'sum'>): number | undefined => (count > 0 ? sum / count : undefined);
const nothing = (): Mean => ({ count: 0, sum: 0, recent: 0 });

/** The same for files that cost about the same: by the end of the name, and by size to half an octave. */
export function kindOf({ name, size }: Pick<Source, 'name' | 'size'>): string {
  const format = /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase().replace('jpeg', 'jpg') ?? '';
  return `${format} ${size > 0 ? Math.round(2 * Math.log2(size)) / 2 : 0}`;
}

export function createTimeLeft(now: () => number = () => performance.now()): TimeLeft {
  const kinds = new Map<string, Kind>();
  const open = new Map<unknown, Kind>();
  const costs = new Map<unknown, { ms: number; isFirst: boolean }>();
  /** Which formats each worker has read. */
  const practice = new WeakMap<object, Set<string>>();
  const batches: Batch[] = [];
  /** What they say a photo costs. */
  let embeddingMs = 0;
  /** In work: what each is expected to cost, and what `given` was when it began. A batch is one. */
  const inWork = new Set<{ readonly from: number; readonly meantMs: () => number }>();
  /** Ms that each share in work has been given since the start. */
  let given = 0;
  let atMs = now();
  let held = true;
  /** Of the run. */
  let [ranMs, reads] = [0, 0];
  /** The same time, fading. What was done in it fades with it. */
  let tookMs = 0;

  function tick(): void {
    const passedMs = now() - atMs;
    atMs += passedMs;
    if (inWork.size > 0) given += passedMs / inWork.size;
    if (held && inWork.size === 0) return;
    ranMs += passedMs;
    tookMs += passedMs;
    const fading = 0.5 ** (passedMs / Math.max(paceHalfLifeMs, ranMs / 2));
    tookMs *= fading;
    for (const batch of batches) batch.recent *= fading;
    for (const { fresh, first, other } of kinds.values()) for (const each of [fresh, first, other]) each.recent *= fading;
  }
  /** What took `tookMs` should have taken, as far as is known by now. */
  function meantMs(): number {
    let meant = 0;
    for (const { photos, photoMs, recent } of batches) meant += recent * photos * (photoMs > waited * embeddingMs ? photoMs : embeddingMs);
    for (const { fresh, first, other } of kinds.values())
      for (const each of [fresh, first, other]) meant += each.recent * (mean(each) ?? 0);
    return meant;
  }
  function work(meantMs: () => number, done: (costMs: number) => void): () => void {
    tick();
    const share = { from: given, meantMs };
    inWork.add(share);
    return () => {
      tick();
      inWork.delete(share);
      done(given - share.from);
    };
  }
  /** Of what is in work, what it had already; nothing is done before it is. */
  const begunMs = () => [...inWork].reduce((sum, { from, meantMs }) => sum + Math.min(given - from, meantMs()), 0);

  function kindFor(source: Pick<Source, 'name' | 'size'>): Kind {
    const name = kindOf(source);
    const [format = '', log2Bytes] = name.split(' ');
    const kind = kinds.get(name) ?? { open: 0, format, log2Bytes: Number(log2Bytes), fresh: nothing(), first: nothing(), other: nothing() };
    kinds.set(name, kind);
    return kind;
  }
  function enter(key: unknown, kind: Kind): void {
    open.set(key, kind);
    kind.open++;
  }

  /** Of a kind that has not been read: from the nearest size of its format, as if the cost went by the byte; or the mean of all. */
  function costOf(kind: Kind, which: 'fresh' | 'other'): number {
    const own = mean(kind[which]);
    if (own !== undefined) return own;
    const read = [...kinds.values()].filter((other) => other[which].count > 0);
    const alike = read.filter(({ format }) => format === kind.format);
    const [nearest] = alike.sort((a, b) => Math.abs(a.log2Bytes - kind.log2Bytes) - Math.abs(b.log2Bytes - kind.log2Bytes));
    if (nearest) return (mean(nearest[which]) ?? 0) * 2 ** (kind.log2Bytes - nearest.log2Bytes);
    if (which === 'fresh' && kind.first.count > 0) return mean(kind.first) ?? 0;
    const all = read.reduce((total, { [which]: { count, sum } }) => ({ count: total.count + count, sum: total.sum + sum }), {
      count: 0,
      sum: 0,
    });
    return mean(all) ?? 0;
  }

  function isFirstOf(worker: object, format: string): boolean {
    const formats = practice.get(worker) ?? new Set();
    practice.set(worker, formats);
    return !formats.has(format) && Boolean(formats.add(format));
  }

  function note(mean: Mean, costMs: number): void {
    mean.count = mean.count * remembered + 1;
    mean.sum = mean.sum * remembered + costMs;
    mean.recent++;
  }

  return {
    expect: (key, source) => enter(key, kindFor(source)),
    expectStored: (key) => enter(key, kindFor({ name: `.${stored}`, size: 0 })),
    begin(key, worker) {
      const kind = open.get(key);
      const isFirst = kind !== undefined && isFirstOf(worker, kind.format);
      return work(
        () => (kind ? costOf(kind, 'fresh') : 0),
        (costMs) => {
          const before = costs.get(key);
          if (open.has(key)) costs.set(key, { ms: (before?.ms ?? 0) + costMs, isFirst: isFirst || before?.isFirst === true });
        },
      );
    },
    read(key, isNew) {
      const kind = open.get(key);
      const cost = costs.get(key);
      costs.delete(key);
      open.delete(key);
      if (!kind) return;
      kind.open--;
      if (!cost && kind.format !== stored) return; // Given up before its turn.
      tick();
      const { ms, isFirst } = cost ?? { ms: 0, isFirst: false };
      note(!isNew ? kind.other : isFirst ? kind.first : kind.fresh, ms);
      reads++;
    },
    beginBatch: (photos) =>
      work(
        () => photos * embeddingMs,
        (costMs) => {
          batches.push({ photos, photoMs: costMs / photos, recent: 1 });
          embeddingMs = median(batches.slice(-batchesLookedAt).map(({ photoMs }) => photoMs)) ?? 0;
          while ((batches[0]?.recent ?? 1) < forgotten && batches.length > batchesLookedAt) batches.shift();
        },
      ),
    hold(next) {
      tick();
      held = next;
    },
    restart() {
      tick();
      [ranMs, reads, tookMs] = [0, 0, 0];
      batches.splice(0, batches.length, ...batches.map((batch) => ({ ...batch, recent: 0 })));
      for (const { fresh, first, other } of kinds.values()) for (const each of [fresh, first, other]) each.recent = 0;
    },
    leftMs(waiting) {
      tick();
      const done = meantMs();
      if (ranMs < leastMs || reads < leastRead || done === 0) return;
      const all = [...kinds.values()];
      const [fresh, other] = [sumOf(all, 'fresh') + sumOf(all, 'first'), sumOf(all, 'other')];
      const usualShare = fresh / Math.max(1, fresh + other);
      let meant = waiting * embeddingMs;
      for (const kind of all) {
        if (kind.open === 0) continue;
        const isNew = kind.fresh.count + kind.first.count;
        const share = (isNew + priorFiles * usualShare) / (isNew + kind.other.count + priorFiles);
        meant += kind.open * share * (costOf(kind, 'fresh') + embeddingMs);
        if (share < 1) meant += kind.open * (1 - share) * costOf(kind, 'other');
      }
      const begun = begunMs();
      return Math.max(0, meant - begun) * (tookMs / (done + begun));
    },
  };
}

/** An embedder whose batches are timed. */
export const timed = (embedder: Embedder, timeLeft: Pick<TimeLeft, 'beginBatch'>): Embedder => ({
  ...embedder,
  embedImages: (inputs, signal) => embedder.embedImages(inputs, signal).finally(timeLeft.beginBatch(inputs.length)),
});

const sumOf = (kinds: readonly Kind[], which: 'fresh' | 'first' | 'other'): number =>
  kinds.reduce((sum, kind) => sum + kind[which].count, 0);
