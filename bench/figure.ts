// What a benchmark says: one figure a line, on stdout. Everything else goes to stderr.

import { cpus, totalmem } from 'node:os';

/** One measured figure beside its baseline, which was measured in the same run. */
export interface Figure {
  readonly bench: string;
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: { readonly name: string; readonly value: number };
  /** Above 1: ours is better. Of an ideal: the share reached, at most 1. */
  readonly ratio: number;
  /** How often each side was measured; the figures are medians. */
  readonly n: number;
  readonly device: string;
}

export const device = (browserVersion: string): string => {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Chromium ${browserVersion}, ${process.platform}`;
};

const round = (value: number): number => Number(value.toPrecision(4));

/** @param better which of value and baseline the larger side is: a rate wants to be higher, a time lower. */
export function print(figure: Omit<Figure, 'ratio'>, better: 'higher' | 'lower'): void {
  const { value, baseline } = figure;
  const ratio = better === 'higher' ? value / baseline.value : baseline.value / value;
  const line: Figure = {
    bench: figure.bench,
    case: figure.case,
    value: round(value),
    unit: figure.unit,
    baseline: { name: baseline.name, value: round(baseline.value) },
    ratio: round(ratio),
    n: figure.n,
    device: figure.device,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export const say = (text: string): void => void process.stderr.write(`${text}\n`);
