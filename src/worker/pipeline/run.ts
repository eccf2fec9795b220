// The figures of one run of the ingest, from idle to idle, and the reports of the calls in it.

import type { ErrorCode } from '../../shared/domain/app-error.ts';
import type { IngestState, Report } from '../../shared/domain/library.ts';
import { createRate } from './rate.ts';

/** What became of one file. `beside`: a companion of a photo; `sidecar`: it told of photos; `binned`: an export says that it was thrown away. */
export type Outcome = 'added' | 'known' | 'skipped' | Aside | { readonly failed: ErrorCode; readonly name: string };

type Aside = 'beside' | 'sidecar' | 'binned';
/** Each is one of the three that the report always has, and is counted apart besides. */
const countedAs = { beside: 'known', sidecar: 'skipped', binned: 'skipped' } as const satisfies Record<Aside, keyof Report>;

/** One call of `add` or `retry`: how many of its files are open, and its report so far. */
export interface Job {
  settle(outcome: Outcome): void;
  readonly report: Promise<Report>;
}

export interface Run {
  /** A call that brings `count` files. `onSettled` is told after each. */
  open(count: number): Job;
  /** @param leftMs how long the rest takes; absent while nobody knows. */
  state(phase: IngestState['phase'], leftMs?: number): IngestState;
  /** True while a file of any call is open. */
  readonly active: boolean;
}

/** @param onBegin told when a run begins: a call comes while none is open. */
export function createRun(onChange: () => void, onBegin: () => void = () => undefined): Run {
  const rate = createRate();
  let total = 0;
  let done = 0;
  let problems = 0;
  let skipped = 0;

  return {
    get active() {
      return done < total;
    },
    open(count) {
      if (done === total) {
        total = done = problems = skipped = 0;
        rate.reset();
        onBegin();
      }
      total += count;
      let open = count;
      const failed: { name: string; code: ErrorCode }[] = [];
      const tally = { added: 0, known: 0, skipped: 0 };
      const asides = new Map<Aside, number>();
      let finish: (report: Report) => void = () => undefined;
      const report = new Promise<Report>((resolve) => {
        finish = resolve;
      });
      const end = () => open === 0 && finish({ ...tally, failed, ...Object.fromEntries(asides) });
      end();
      onChange();
      return {
        report,
        settle(outcome) {
          open--;
          done++;
          if (typeof outcome === 'object') {
            failed.push({ name: outcome.name, code: outcome.failed });
            if (outcome.failed !== 'cancelled') problems++;
          } else if (outcome === 'beside' || outcome === 'sidecar' || outcome === 'binned') {
            tally[countedAs[outcome]]++;
            asides.set(outcome, (asides.get(outcome) ?? 0) + 1);
          } else tally[outcome]++;
          if (outcome === 'skipped') skipped++;
          if (outcome === 'added') rate.count(1);
          end();
          onChange();
        },
      };
    },
    state(phase, leftMs) {
      const perSecond = rate.perSecond();
      const left = total - done;
      return {
        phase: left > 0 ? phase : 'idle',
        done,
        total,
        perSecond,
        problems,
        skipped,
        ...(left > 0 && leftMs !== undefined && { secondsLeft: leftMs / 1000 }),
      };
    },
  };
}
