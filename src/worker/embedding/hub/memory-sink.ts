// A file that is kept in memory, where storage has no room for it: gone when the page is closed.

import type { FileSink } from './fetch-file.ts';

/** So much is handed over to the browser at a time, which keeps it outside the heap. */
const partBytes = 8 << 20;

export function memorySink(): FileSink & { blob(): Blob } {
  let parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, waiting] = [0, 0];
  const settle = () => {
    parts.push(new Blob(chunks));
    [chunks, waiting] = [[], 0];
  };
  return {
    get bytes() {
      return bytes;
    },
    append(chunk) {
      chunks.push(chunk);
      bytes += chunk.length;
      waiting += chunk.length;
      if (waiting >= partBytes) settle();
    },
    restart() {
      [parts, chunks, bytes, waiting] = [[], [], 0, 0];
    },
    blob() {
      settle();
      return new Blob(parts);
    },
  };
}
