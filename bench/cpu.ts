// How much processor time a Chromium has used: all its processes together. Linux only, like the machines this is run on.

import { readdirSync, readFileSync } from 'node:fs';
import { say } from './figure.ts';
import { median } from './rounds.ts';

/** `getconf CLK_TCK` on every Linux that Chromium runs on. */
const ticksPerSecond = 100;

interface Process {
  readonly pid: string;
  readonly parent: string;
}

/** Fields of a stat file after the name, which may hold spaces. */
const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');
const secondsOf = (fields: readonly string[]): number => (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;

function readProcess(pid: string): Process | undefined {
  try {
    return { pid, parent: fieldsOf(readFileSync(`/proc/${pid}/stat`, 'utf8'))[1] ?? '' };
  } catch {
    return; // It ended while the list was read.
  }
}

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // As above.
  }
};

/** The browser process with this profile and all its descendants. */
function familyOf(profile: string): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(pid) ?? []);
  const family = all.filter(({ pid }) => commandOf(pid).includes(`--user-data-dir=${profile}`));
  const ids = new Set(family.map(({ pid }) => pid));
  for (let grown = true; grown; ) {
    const more = all.filter(({ pid, parent }) => ids.has(parent) && !ids.has(pid));
    for (const child of more) {
      ids.add(child.pid);
      family.push(child);
    }
    grown = more.length > 0;
  }
  return family;
}

/** Seconds of processor time, user and system, since the start, by kind of process and name of thread. A thread that has ended is missing. */
function cpuByThread(profile: string): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const { pid } of familyOf(profile)) {
    const kind = /--type=([a-z-]+)/.exec(commandOf(pid))?.[1] ?? 'browser';
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
      const key = `${kind} ${pid} ${stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))} ${thread}`;
      seconds.set(key, secondsOf(fieldsOf(stat)));
    }
  }
  return seconds;
}

/** What the processors did during some work, a photo: other programs on the machine change it little. */
export function createSpending(browserProfile: string, photos: number, detailed: boolean) {
  const samples = new Map<string, number[]>();
  async function spent<R>(side: string, work: () => Promise<R>): Promise<R> {
    const before = cpuByThread(browserProfile);
    const result = await work();
    const threads = [...cpuByThread(browserProfile)].map(
      ([thread, seconds]) => [thread, (1000 * (seconds - (before.get(thread) ?? 0))) / photos] as const,
    );
    if (detailed)
      for (const [thread, ms] of threads.sort((a, b) => b[1] - a[1]))
        if (ms >= 0.2) say(`    ${side}: ${ms.toFixed(2)} ms a photo, ${thread}`);
    samples.set(side, [...(samples.get(side) ?? []), threads.reduce((sum, [, ms]) => sum + ms, 0)]);
    return result;
  }
  return Object.assign(spent, { sides: () => [...samples.keys()], ms: (side: string) => median(samples.get(side) ?? []) });
}
