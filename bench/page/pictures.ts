// Runs in a page, bundled by pictures.ts: writes, reads and deletes pictures as the app does, in IndexedDB and in the private file system.

export interface PictureCase {
  readonly count: number;
  readonly bytes: number;
  /** Written in one transaction, and asked for at once. */
  readonly batch: number;
}
export interface Spent {
  readonly writeMs: number;
  readonly readMs: number;
  readonly deleteMs: number;
}

/** As a worker's script: sync access handles are to be had only there. It must not use anything of this file. */
function answer(): void {
  const done = (tx: IDBTransaction) =>
    new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(new Error('the transaction failed', { cause: tx.error }));
    });
  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('bench-pictures', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('pictures');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('it does not open', { cause: request.error }));
    });
  const pages = (count: number, batch: number) =>
    Array.from({ length: Math.ceil(count / batch) }, (_, page) => [page * batch, Math.min(count, (page + 1) * batch)] as const);
  const name = (n: number) => (n * 2_654_435_761).toString(16).padStart(64, '0');
  const noise = (bytes: number, n: number) => {
    const picture = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(picture.subarray(at, Math.min(bytes, at + 65_536)));
    picture[0] = n % 256;
    return picture;
  };
  const timed = async (work: () => Promise<void>) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };

  async function inDatabase({ count, bytes, batch }: PictureCase): Promise<Spent> {
    const db = await open();
    const picture = noise(bytes, 1);
    const writeMs = await timed(async () => {
      for (const [from, to] of pages(count, batch)) {
        const tx = db.transaction('pictures', 'readwrite', { durability: 'relaxed' });
        for (let n = from; n < to; n++) tx.objectStore('pictures').put(picture.slice().buffer, name(n));
        await done(tx);
      }
    });
    const readMs = await timed(async () => {
      for (const [from, to] of pages(count, batch)) {
        const tx = db.transaction('pictures');
        for (let n = from; n < to; n++)
          tx.objectStore('pictures').get(name(n)).onsuccess = ({ target }) => {
            if ((target as IDBRequest<ArrayBuffer>).result.byteLength !== bytes) throw new Error('another picture'); // As such a request: it is one.
          };
        await done(tx);
      }
    });
    const deleteMs = await timed(async () => {
      for (const [from, to] of pages(count, 256)) {
        const tx = db.transaction('pictures', 'readwrite', { durability: 'relaxed' });
        for (let n = from; n < to; n++) tx.objectStore('pictures').delete(name(n));
        await done(tx);
      }
    });
    db.close();
    indexedDB.deleteDatabase('bench-pictures');
    return { writeMs, readMs, deleteMs };
  }

  async function inFiles({ count, bytes, batch }: PictureCase): Promise<Spent> {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('bench-pictures', { create: true });
    const picture = noise(bytes, 1);
    const all = (from: number, to: number, work: (n: number) => Promise<void>) =>
      Promise.all(Array.from({ length: to - from }, (_, i) => work(from + i)));
    const writeMs = await timed(async () => {
      for (const [from, to] of pages(count, batch))
        await all(from, to, async (n) => {
          const handle = await folder.getFileHandle(name(n), { create: true });
          // As this: only a worker has it, and pages have the types of a page.
          const opened = handle as FileSystemFileHandle & {
            createSyncAccessHandle(): Promise<{ write(data: Uint8Array): number; close(): void }>;
          };
          const file = await opened.createSyncAccessHandle();
          file.write(picture);
          file.close();
        });
    });
    const readMs = await timed(async () => {
      for (const [from, to] of pages(count, batch))
        await all(from, to, async (n) => {
          const read = await (await (await folder.getFileHandle(name(n))).getFile()).arrayBuffer();
          if (read.byteLength !== bytes) throw new Error('another picture');
        });
    });
    const deleteMs = await timed(async () => {
      for (const [from, to] of pages(count, 256)) await all(from, to, (n) => folder.removeEntry(name(n)));
    });
    await root.removeEntry('bench-pictures', { recursive: true });
    return { writeMs, readMs, deleteMs };
  }

  const ways: Readonly<Record<string, (one: PictureCase) => Promise<Spent>>> = { inDatabase, inFiles };
  self.onmessage = ({ data: { way, one } }: MessageEvent<{ way: string; one: PictureCase }>) => {
    void Promise.resolve(ways[way]?.(one)).then(
      (spent) => self.postMessage({ spent }),
      (error: unknown) => self.postMessage({ error: String(error) }),
    );
  };
}

/** One round. */
export async function take(way: 'inDatabase' | 'inFiles', one: PictureCase): Promise<Spent> {
  const url = URL.createObjectURL(new Blob([`(${answer.toString()})()`], { type: 'text/javascript' }));
  const worker = new Worker(url);
  try {
    return await new Promise((resolve, reject) => {
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.onmessage = ({ data }: MessageEvent<{ spent?: Spent; error?: string }>) =>
        data.spent ? resolve(data.spent) : reject(new Error(data.error));
      worker.postMessage({ way, one });
    });
  } finally {
    worker.terminate();
    URL.revokeObjectURL(url);
  }
}
