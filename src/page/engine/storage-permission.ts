// What the browser says of our storage, and whether it promises to keep it. Asking may open a prompt, so only a page can.

export interface StorageClaim {
  /** The browser's own estimate, padded and rounded on purpose; absent where it gives none. */
  readonly usageBytes: number | undefined;
  readonly quotaBytes: number | undefined;
  /** Whether the browser promised not to clear it on its own; absent outside a secure context. */
  readonly persisted: boolean | undefined;
}

export async function storageClaim(): Promise<StorageClaim> {
  const storage: StorageManager | undefined = navigator.storage; // Absent on plain http, whatever the types say.
  const { usage, quota } = (await storage?.estimate()) ?? {};
  return { usageBytes: usage, quotaBytes: quota, persisted: await storage?.persisted() };
}

/** @returns the browser's answer: whether the library is now kept until the person clears it. */
export const askPersistence = async (): Promise<boolean> => (await navigator.storage?.persist()) ?? false;
