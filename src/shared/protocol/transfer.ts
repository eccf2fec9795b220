// Marks what a handler gives away with its result: its buffers move to the other thread instead of being copied.

const transferables = new WeakMap<object, Transferable[]>();

/** Returns `value`, remembering the buffers to move when it is posted. They are empty here afterwards. */
export function transfer<T extends object>(value: T, buffers: Transferable[]): T {
  transferables.set(value, buffers);
  return value;
}

export const transferablesOf = (value: unknown): Transferable[] =>
  typeof value === 'object' && value !== null ? (transferables.get(value) ?? []) : [];
