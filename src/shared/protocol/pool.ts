// A few workers of one kind, each doing one piece of work at a time. Workers are hired when there is work, and replaced when they crash.

import { AppError, toAppError } from '../domain/app-error.ts';
import type { Caller } from './caller.ts';
import type { CallTable } from './messages.ts';

export interface Hired<T extends CallTable<T>> {
  readonly caller: Caller<T>;
  /** Fulfilled with the reason when the worker has ended without being asked to. */
  readonly lost: Promise<AppError>;
  dismiss(): void;
}

/** Ends a worker that hangs; its waiting calls are rejected with `reason`. Its place is free at once, and it does not count as a crash. */
export type GiveUp = (reason: AppError) => void;

export interface Pool<T extends CallTable<T>> {
  /** Runs `work` with a worker of its own until it settles. @throws what `work` throws; `worker-crashed` (retryable) if the worker ends meanwhile; `worker-lost` once they crash too often. */
  run<R>(work: (worker: Caller<T>, giveUp: GiveUp) => Promise<R>, signal?: AbortSignal): Promise<R>;
  readonly size: number;
  /** How many workers at most. Those too many leave when no work waits. */
  resize(size: number): void;
  /** Hires all at once, so that the first work does not wait. @throws as `run`. */
  warm(): Promise<void>;
}

interface Task<T extends CallTable<T>> {
  /** Fulfilled with how to tell of the end, for when the worker is free again: who hears of it may bring more work at once. */
  start: (worker: Caller<T>, giveUp: GiveUp) => Promise<() => void>;
  refuse: (error: Error) => void;
}
interface Member<T extends CallTable<T>> {
  hired: Hired<T> | undefined;
  busy: boolean;
  gone: boolean;
}

const crashWindowMs = 60_000;
const crashesAllowed = 2;
const firstWaitMs = 100;

/** @param hire gets a worker ready for its first call. */
export function createPool<T extends CallTable<T>>(hire: () => Promise<Hired<T>>, initialSize: number): Pool<T> {
  let size = initialSize;
  const members = new Set<Member<T>>();
  const tasks: Task<T>[] = [];
  const crashTimes: number[] = [];

  const crashesOfLate = () => crashTimes.filter((time) => performance.now() - time < crashWindowMs).length;

  async function fill(member: Member<T>): Promise<void> {
    const crashes = crashesOfLate();
    if (crashes > 0) await new Promise((resolve) => setTimeout(resolve, firstWaitMs * 2 ** crashes));
    const hired = await hire();
    if (member.gone) return hired.dismiss();
    member.hired = hired;
    void hired.lost.then((reason) => {
      members.delete(member);
      crashTimes.push(performance.now());
      hired.caller.close(reason);
      staff();
    });
  }

  function enlist(): Promise<void> {
    const member: Member<T> = { hired: undefined, busy: false, gone: false };
    members.add(member);
    return fill(member).then(
      () => staff(),
      (error: unknown) => {
        members.delete(member);
        crashTimes.push(performance.now());
        // Nobody else is coming: whoever waits hears why. With colleagues at work, the tasks wait for them.
        if (members.size === 0) for (const task of tasks.splice(0)) task.refuse(toAppError(error));
        throw error;
      },
    );
  }

  /** Gives waiting tasks to idle members, hires while tasks remain, and lets go whoever is too many. */
  function staff(): void {
    for (const member of members) {
      if (member.busy || !member.hired) continue;
      if (members.size > size && tasks.length === 0) leave(member);
      else {
        const task = tasks.shift();
        if (!task) continue;
        member.busy = true;
        void task
          .start(member.hired.caller, (reason) => end(member, reason))
          .then((tell) => {
            member.busy = false;
            tell();
            staff();
          });
      }
    }
    if (tasks.length === 0) return;
    if (crashesOfLate() > crashesAllowed) {
      // Retryable: after that minute there are workers again.
      const error = new AppError('worker-lost', { retryable: true, reason: 'it crashed three times within a minute' });
      for (const task of tasks.splice(0)) task.refuse(error);
      return;
    }
    const arriving = [...members].filter(({ hired }) => !hired).length;
    for (let n = Math.min(size - members.size, tasks.length - arriving); n > 0; n--) enlist().catch(() => undefined); // The tasks were told.
  }

  function end(member: Member<T>, reason: AppError): void {
    if (member.gone) return;
    member.hired?.caller.close(reason); // First: who is dismissed is told less.
    leave(member);
    staff();
  }

  function leave(member: Member<T>): void {
    member.gone = true;
    members.delete(member);
    member.hired?.dismiss();
  }

  return {
    get size() {
      return size;
    },
    resize(next) {
      size = next;
      staff();
    },
    async warm() {
      await Promise.all(Array.from({ length: size - members.size }, enlist));
    },
    run: (work, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        // Only while it waits for a worker: running work sees the signal itself.
        const abort = () => {
          const at = tasks.indexOf(task);
          if (at >= 0) tasks.splice(at, 1);
          reject(signal?.reason);
        };
        const task: Task<T> = {
          start: (worker, giveUp) => {
            signal?.removeEventListener('abort', abort);
            return work(worker, giveUp).then(
              (result) => () => resolve(result),
              (error: unknown) => () => reject(error),
            );
          },
          refuse: (error) => {
            signal?.removeEventListener('abort', abort);
            reject(error);
          },
        };
        tasks.push(task);
        signal?.addEventListener('abort', abort, { once: true });
        staff();
      }),
  };
}
