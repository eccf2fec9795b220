// What ran where and when, as the browser itself recorded it: a trace of every thread.

import type { Browser, CDPSession } from '@playwright/test';

/** An event of the Trace Event Format; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly id?: string;
  /** Of a complete event: by the clock, and on its processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: Record<string, unknown>;
}

/** Marks of scripts, image decoding, script and database work, and a sample of every thread's stack each millisecond or so. */
const usualCategories = [
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
  'IndexedDB',
  'v8',
];

export interface Recording {
  /** Ends the trace. */
  stop(): Promise<readonly TraceEvent[]>;
}

export async function recordTrace(browser: Browser, categories: readonly string[] = usualCategories): Promise<Recording> {
  const session = await browser.newBrowserCDPSession();
  await session.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', traceBufferSizeInKb: 1_000_000, includedCategories: [...categories] },
  });
  return {
    async stop() {
      const complete = new Promise<string>((resolve, reject) =>
        session.once('Tracing.tracingComplete', ({ stream, dataLossOccurred }) => {
          if (dataLossOccurred || stream === undefined) reject(new Error('the trace has gaps'));
          else resolve(stream);
        }),
      );
      await session.send('Tracing.end');
      const text = await readStream(session, await complete);
      return (JSON.parse(text) as { traceEvents: TraceEvent[] }).traceEvents; // As Chromium writes it.
    },
  };
}

async function readStream(session: CDPSession, handle: string): Promise<string> {
  const parts: Buffer[] = [];
  for (;;) {
    const { data, base64Encoded, eof } = await session.send('IO.read', { handle, size: 4_000_000 });
    parts.push(Buffer.from(data, base64Encoded ? 'base64' : 'utf8'));
    if (eof) return Buffer.concat(parts).toString('utf8');
  }
}

/** A function that the sampler met on a thread. */
export interface Frame {
  readonly pid: number;
  readonly tid: number;
  readonly functionName: string;
  /** Empty for what is built in. */
  readonly url: string;
  readonly codeType: string;
}

interface Chunk {
  readonly cpuProfile?: { readonly nodes?: { readonly callFrame: { functionName: string; url?: string; codeType?: string } }[] };
}

/** Every function met, with its thread: a profile says at its beginning whose it is, its chunks come from the sampler's own thread. */
export function profiledFrames(trace: readonly TraceEvent[]): Frame[] {
  const threads = new Map<string, number>();
  for (const { name, pid, tid, id } of trace) if (name === 'Profile') threads.set(`${pid} ${id}`, tid);
  return trace
    .filter(({ name }) => name === 'ProfileChunk')
    .flatMap(({ pid, id, args }) => {
      const tid = threads.get(`${pid} ${id}`) ?? -1;
      const { cpuProfile } = args.data as Chunk; // As Chromium writes this event.
      return (cpuProfile?.nodes ?? []).map(({ callFrame: { functionName, url = '', codeType = '' } }) => ({
        ...{ pid, tid, functionName, url, codeType },
      }));
    });
}
