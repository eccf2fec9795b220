// Several tabs, one library: a Web Lock elects the tab that writes; the others hand it their writing calls over a BroadcastChannel,
// through the same wire as everything else. When the writer's tab dies its lock goes to the next, which says so to all.

import { AppError } from '../shared/domain/app-error.ts';
import { buildId } from '../shared/protocol/build.ts';
import { type Caller, createCaller } from '../shared/protocol/caller.ts';
import type { CallTable, Endpoint } from '../shared/protocol/messages.ts';

type Message<Event> =
  /** From a follower to the writer, or back: one message of their wire. */
  | { kind: 'wire'; from: string; to: string; data: unknown }
  /** The writer is new: earlier wires are dead. */
  | { kind: 'writer'; tab: string }
  /** Who is the writer? Asked by a tab that has just opened. */
  | { kind: 'who' }
  | { kind: 'event'; from: string; event: Event };

export interface Tabs<T extends CallTable<T>, Event> {
  /** True from the moment this tab writes until it closes. */
  readonly writer: boolean;
  /** The wire to the tab that writes; waits until there is one. @throws {AppError} `worker-crashed` (retryable) if this tab is elected meanwhile. */
  writerCaller(): Promise<Caller<T>>;
  /** Whether that wire still leads to the tab that writes. */
  leads(caller: Caller<T>): boolean;
  /** Tells the other tabs; they get it in `onEvent`. */
  broadcast(event: Event): void;
}

interface Options<T extends CallTable<T>, Event> {
  /** Namespace of lock and channel: the database's name. */
  name: string;
  onEvent: (event: Event) => void;
  /** This tab writes from now on. @param after whether another tab did before, while this one was open. */
  onElected: (after: boolean) => void;
  /** Another tab has opened. Asked of the tab that writes alone. */
  onJoined: () => void;
  /** Answers the wire of another tab; called once for each. */
  serve: (endpoint: Endpoint) => void;
}

export function joinTabs<T extends CallTable<T>, Event>({ name, onEvent, onElected, onJoined, serve }: Options<T, Event>): Tabs<T, Event> {
  const self = crypto.randomUUID();
  const channel = new BroadcastChannel(name);
  const post = (message: Message<Event>) => channel.postMessage(message);
  const wires = new Map<string, MessagePort>();
  let writer = false;
  let leader: { tab: string; caller: Caller<T> } | undefined;
  let waiting: { resolve: (caller: Caller<T>) => void; reject: (error: AppError) => void }[] = [];

  const gone = () => new AppError('worker-crashed', { retryable: true, reason: 'the tab that was writing has closed' });

  /** The near end of a wire to `tab`: what is posted to it travels over the channel. Buffers are copied: a channel cannot move them. */
  function openWire(tab: string): MessagePort {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => post({ kind: 'wire', from: self, to: tab, data });
    wires.set(tab, port1);
    return port2;
  }

  function follow(tab: string): void {
    if (writer || leader?.tab === tab) return;
    leader?.caller.close(gone());
    wires.clear();
    const caller = createCaller<T>(openWire(tab), { build: buildId });
    leader = { tab, caller };
    post({ kind: 'wire', from: self, to: tab, data: { kind: 'open' } });
    for (const { resolve } of waiting) resolve(caller);
    waiting = [];
  }

  channel.addEventListener('message', ({ data: message }: MessageEvent<Message<Event>>) => {
    if (message.kind === 'event') {
      if (!writer) onEvent(message.event); // Otherwise the last words of an earlier writer: storage says the same.
    } else if (message.kind === 'writer') follow(message.tab);
    else if (message.kind === 'who') welcome();
    else if (message.to === self) {
      if (writer && !wires.has(message.from)) serve(openWire(message.from));
      wires.get(message.from)?.postMessage(message.data);
    }
  });

  function welcome(): void {
    if (!writer) return;
    post({ kind: 'writer', tab: self });
    onJoined();
  }

  function lead(after: boolean): Promise<never> {
    writer = true;
    leader?.caller.close(gone());
    leader = undefined;
    wires.clear();
    for (const { reject } of waiting) reject(gone());
    waiting = [];
    post({ kind: 'writer', tab: self });
    onElected(after);
    // Held until the tab closes: a promise that never settles is how the lock is kept.
    return new Promise<never>(() => undefined);
  }

  const lock = `${name}-writer`;
  void navigator.locks
    .request(lock, { ifAvailable: true }, (free) => (free ? lead(false) : undefined))
    .then(() => navigator.locks.request(lock, () => lead(true)));
  post({ kind: 'who' });

  return {
    get writer() {
      return writer;
    },
    writerCaller: () => (leader ? Promise.resolve(leader.caller) : new Promise((resolve, reject) => waiting.push({ resolve, reject }))),
    leads: (caller) => leader?.caller === caller,
    broadcast: (event) => post({ kind: 'event', from: self, event }),
  };
}
