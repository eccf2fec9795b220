// Storage is full. What is stored stays and can be searched, small writes go on with what was kept in reserve, and the work that
// brings more waits until there is room again: looked for at once when something was freed here, and now and then otherwise.

export interface Wall<R> {
  readonly up: boolean;
  /** Storage has just said so. @returns whether room was made for small writes. */
  raise(): Promise<boolean>;
  /** Sets the reserve aside while all is well, once. */
  prepare(): Promise<void>;
  /** Everything was erased, the reserve with it: there is room, and the next photos have one set aside again. */
  renew(): Promise<void>;
  /** Looks for room, and lets the work go on if there is. @returns what `onDown` gives; undefined where it still stands, or never stood. */
  look(): Promise<R | undefined>;
}

interface Options<R> {
  readonly reserve: { hold(spareBytes?: number): Promise<boolean>; free(): Promise<boolean> };
  readonly onUp: () => void;
  readonly onDown: () => R;
  readonly onTrouble: (thrown: unknown) => void;
}

/** Free besides the reserve before the work goes on: a dozen photos, or it would stop again at once. */
const spareBytes = 4 * 1024 * 1024;
const lookEveryMs = 20_000;

export function createWall<R>({ reserve, onUp, onDown, onTrouble }: Options<R>): Wall<R> {
  let up = false;
  let held: Promise<unknown> | undefined;
  let freed: Promise<boolean> | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<R | undefined> {
    if (!up) return undefined;
    await freed; // It must not be taken for room.
    if (!(await reserve.hold(spareBytes)) || !up) return undefined;
    up = false;
    freed = undefined;
    clearInterval(timer);
    return onDown();
  }

  return {
    get up() {
      return up;
    },
    raise() {
      freed ??= reserve.free().catch((thrown: unknown) => {
        onTrouble(thrown);
        return false;
      });
      if (!up) {
        up = true;
        timer = setInterval(() => void look().catch(onTrouble), lookEveryMs);
        onUp();
      }
      return freed;
    },
    async prepare() {
      if (!up) await (held ??= reserve.hold());
    },
    look,
    async renew() {
      held = undefined;
      await look();
    },
  };
}
