// A ZIP archive as a stream of bytes, with ZIP64 wherever 32 bits are too few. Members are written one after the other, each as it comes: nothing
// is kept of one but its line in the directory, some 60 bytes and its name.
// After APPNOTE.TXT 6.3.10 (pkware). Own, because of memory: zip.js keeps some 14 KB a member, and fflate counts to 65,535.

import { AppError } from '../domain/app-error.ts';
import { updateCrc32 } from './crc32.ts';

export type Bytes = Uint8Array<ArrayBuffer>;
/** Takes bytes in order; fulfilled when it can take more. */
export type WriteBytes = (bytes: Bytes) => void | Promise<void>;

export interface ZipWriter {
  /** One member. What goes into it is told chunk by chunk, and is waited for: memory holds what the receiver has not taken yet, and no more. */
  add(path: string, content: AsyncIterable<Bytes> | Iterable<Bytes>, options?: { readonly deflate?: boolean }): Promise<void>;
  /** Writes the directory. @returns the archive's size in bytes. */
  end(): Promise<number>;
}

const utf8 = new TextEncoder();
const flags = { sizesFollow: 0x8, utf8: 0x800 };
const needs64 = 0xffffffff;

/** @param modifiedAt of every member, ms since 1970. */
export function createZipWriter(write: WriteBytes, modifiedAt: number): ZipWriter {
  const directory: Bytes[] = [];
  const names = new Set<string>();
  let offset = 0;
  const put = async (bytes: Bytes): Promise<void> => {
    offset += bytes.length;
    await write(bytes);
  };

  return {
    async add(path, content, { deflate = false } = {}) {
      if (names.has(path)) throw new AppError('internal', { subject: path, reason: 'it is in the archive already' });
      names.add(path);
      const start = offset;
      const member = { name: utf8.encode(path), method: deflate ? 8 : 0, modifiedAt };
      await put(localHeader(member));
      const dataAt = offset;
      let [crc, size] = [0, 0];
      async function* counted(): AsyncGenerator<Bytes> {
        for await (const chunk of content) {
          crc = updateCrc32(crc, chunk);
          size += chunk.length;
          yield chunk;
        }
      }
      for await (const chunk of deflate ? deflated(counted()) : counted()) await put(chunk);
      const sizes = { crc, size, packedSize: offset - dataAt };
      await put(descriptor(sizes));
      directory.push(directoryEntry(member, sizes, start));
    },
    async end() {
      const start = offset;
      for (const entry of directory) await put(entry);
      await put(ending(directory.length, start, offset - start));
      return offset;
    },
  };
}

interface Named {
  readonly name: Bytes;
  readonly method: number;
  readonly modifiedAt: number;
}
interface Sizes {
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
}

async function* deflated(content: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  const { readable, writable } = new CompressionStream('deflate-raw');
  const writer = writable.getWriter();
  const fed = (async () => {
    for await (const chunk of content) await writer.write(chunk);
    await writer.close();
  })();
  // Thrown below: else a reader would wait for ever for what is not coming.
  fed.catch((error: unknown) => writer.abort(error).catch(() => undefined));
  const reader = readable.getReader();
  for (;;) {
    // As Bytes: what a compressor gives lies in a buffer of its own.
    const { done, value } = (await reader.read()) as { done: boolean; value?: Bytes };
    if (done || !value) break;
    yield value;
  }
  await fed;
}

/** The sizes are not known before the member is written: they follow it, and stand in the directory. */
function localHeader({ name, method, modifiedAt }: Named): Bytes {
  const { date, time } = dosTime(modifiedAt);
  // A ZIP64 field, empty as the sizes are: it says that those behind the member have 64 bits.
  return pack([4, 0x04034b50], [2, 45], [2, flags.sizesFollow | flags.utf8], [2, method], [2, time], [2, date], [4, 0], [4, needs64], [4, needs64], [2, name.length], [2, 20], name, [2, 1], [2, 16], [8, 0], [8, 0]); // biome-ignore format: one field after the other.
}

const descriptor = ({ crc, size, packedSize }: Sizes): Bytes => pack([4, 0x08074b50], [4, crc], [8, packedSize], [8, size]);

function directoryEntry({ name, method, modifiedAt }: Named, { crc, size, packedSize }: Sizes, start: number): Bytes {
  const { date, time } = dosTime(modifiedAt);
  return pack(
    ...fields([4, 0x02014b50], [2, (3 << 8) | 45], [2, 45], [2, flags.sizesFollow | flags.utf8], [2, method], [2, time], [2, date]),
    ...fields([4, crc], [4, needs64], [4, needs64], [2, name.length], [2, 28], [2, 0], [2, 0], [2, 0]),
    // Made by Unix: a plain file that all may read.
    ...fields([4, 0o100644 * 65_536], [4, needs64]),
    name,
    ...fields([2, 1], [2, 24], [8, size], [8, packedSize], [8, start]),
  );
}

/** The ZIP64 end, where it is, and the end that old programs look for. */
function ending(count: number, start: number, bytes: number): Bytes {
  return pack(
    ...fields([4, 0x06064b50], [8, 44], [2, (3 << 8) | 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, bytes], [8, start]),
    ...fields([4, 0x07064b50], [4, 0], [8, start + bytes], [4, 1]),
    ...fields([4, 0x06054b50], [2, 0], [2, 0], [2, 0xffff], [2, 0xffff], [4, needs64], [4, needs64], [2, 0]),
  );
}

/** A number of so many bytes, little-endian; or bytes as they are. */
type Field = readonly [bytes: 2 | 4 | 8, value: number] | Bytes;
const fields = (...all: Field[]): Field[] => all;

function pack(...all: Field[]): Bytes {
  const length = all.reduce((sum, field) => sum + (field instanceof Uint8Array ? field.length : field[0]), 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const field of all) {
    if (field instanceof Uint8Array) {
      bytes.set(field, at);
      at += field.length;
      continue;
    }
    const [size, value] = field;
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  return bytes;
}

/** In UTC, to two seconds; DOS began in 1980. */
function dosTime(ms: number): { date: number; time: number } {
  const day = new Date(Math.max(ms, Date.UTC(1980, 0, 1)));
  return {
    date: ((day.getUTCFullYear() - 1980) << 9) | ((day.getUTCMonth() + 1) << 5) | day.getUTCDate(),
    time: (day.getUTCHours() << 11) | (day.getUTCMinutes() << 5) | (day.getUTCSeconds() >> 1),
  };
}
