// Archives for tests: written from a real database, taken apart, changed, and put together again.

import { readDirectory } from '../shared/zip/directory.ts';
import { openMember } from '../shared/zip/member.ts';
import { type Bytes, createZipWriter } from '../shared/zip/writer.ts';
import type { Scratch } from './archive/write-archive.ts';
import { writeArchive } from './archive/write-archive.ts';
import { exportStore } from './library-archive.ts';
import type { Database } from './storage/schema.ts';

const never = new AbortController().signal;

/** In memory: only workers have files that are written anywhere. */
export function scratchInMemory(bytes: number): Scratch {
  const all = new Float32Array(bytes / 4);
  return {
    write: (from, { at }) => {
      all.set(from, at / 4);
      return from.byteLength;
    },
    read: (into, { at }) => {
      into.set(all.subarray(at / 4, at / 4 + into.length));
      return into.byteLength;
    },
    close: () => Promise.resolve(),
  };
}

export async function exportOf(
  db: Database,
  { previews = true, settings = {}, nowMs = Date.UTC(2026, 10, 21) }: { previews?: boolean; settings?: unknown; nowMs?: number } = {},
): Promise<Blob> {
  const chunks: Bytes[] = [];
  const store = { ...exportStore(db), scratch: (bytes: number) => Promise.resolve(scratchInMemory(bytes)) };
  const write = (bytes: Bytes) => void chunks.push(bytes.slice());
  await writeArchive(store, { write, signal: never, onProgress: () => undefined, previews, settings, nowMs });
  return new Blob(chunks);
}

/** Every member's bytes, unpacked, by path. */
export async function membersOf(archive: Blob): Promise<Map<string, Bytes>> {
  const members = new Map<string, Bytes>();
  for (const member of await readDirectory(archive, 'x.zip'))
    members.set(member.path, new Uint8Array(await (await openMember(archive, member, member.path, never)).arrayBuffer()));
  return members;
}

export async function archiveOf(members: Iterable<readonly [string, Bytes]>): Promise<Blob> {
  const chunks: Bytes[] = [];
  const zip = createZipWriter((bytes) => void chunks.push(bytes.slice()), 0);
  for (const [path, content] of members) await zip.add(path, [content]);
  await zip.end();
  return new Blob(chunks);
}

/** Enough of a JPEG for whoever only reads its header: so many pixels, and bytes of its own. */
export function jpegOf(width: number, height: number, seed: number, bytes = 200): ArrayBuffer {
  const jpeg = Uint8Array.from({ length: bytes }, (_, i) => (i * 7 + seed * 13) % 251);
  jpeg.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]);
  return jpeg.buffer;
}
