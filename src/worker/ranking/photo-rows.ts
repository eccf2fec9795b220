// Which photo lies in which row, and back: 32 bytes an id and some 8 for finding it, where strings and a Map take 110 or more.
//
// [Note: Rows stay dense]
// A new photo gets the next row; a removed one's is taken by the last. The table is open addressing with linear probing: a
// slot holds row + 1, or 0. Removing shifts later slots of the same run back, so that there are no tombstones to clean up.

import type { PhotoId } from '../../shared/domain/photo.ts';

export interface PhotoRows {
  readonly count: number;
  /** Memory taken. */
  readonly bytes: number;
  rowOf(photoId: PhotoId): number | undefined;
  /** @throws {RangeError} no such row. */
  photoAt(row: number): PhotoId;
  /** The row of a photo, its next one if it is new. */
  enter(photoId: PhotoId): number;
  /** @returns the row that is free now, and the one that moves into it (the same where it was the last); undefined if unknown. */
  remove(photoId: PhotoId): { readonly row: number; readonly last: number } | undefined;
  clear(): void;
}

const wordsPerId = 8;
/** 2 MB of ids at a time: what is there is never copied to grow. */
const rowsPerChunk = 65_536;
const leastSlots = 64;
const hexCodes = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

export function createPhotoRows(): PhotoRows {
  let chunks: Uint32Array[] = [];
  let slots = new Int32Array(leastSlots);
  let count = 0;
  /** The id last asked for, as words. */
  const wanted = new Uint32Array(wordsPerId);
  /** The id last named, as characters. */
  const codes = Array<number>(8 * wordsPerId).fill(0);

  const word = (row: number, i: number): number => chunks[Math.floor(row / rowsPerChunk)]?.[(row % rowsPerChunk) * wordsPerId + i] ?? 0;

  function parse(photoId: PhotoId): void {
    for (let i = 0; i < wordsPerId; i++) {
      let value = 0;
      for (let at = 8 * i; at < 8 * i + 8; at++) {
        const code = photoId.charCodeAt(at);
        value = (value << 4) | (code < 58 ? code - 48 : code - 87);
      }
      wanted[i] = value;
    }
  }

  /** Ids are digests, but tests and other providers may count: every word is mixed in. */
  function slotFor(at: (i: number) => number): number {
    let hash = 0;
    for (let i = 0; i < wordsPerId; i++) {
      hash = Math.imul(hash ^ at(i), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash & (slots.length - 1);
  }
  const homeOf = (row: number) => slotFor((i) => word(row, i));
  const next = (slot: number) => (slot + 1) & (slots.length - 1);

  function isWanted(row: number): boolean {
    for (let i = 0; i < wordsPerId; i++) if (word(row, i) !== wanted[i]) return false;
    return true;
  }

  /** The slot of the wanted id, or the free one where it belongs. */
  function find(): number {
    let slot = slotFor((i) => wanted[i] ?? 0);
    for (let held = slots[slot] ?? 0; held !== 0 && !isWanted(held - 1); held = slots[slot] ?? 0) slot = next(slot);
    return slot;
  }

  function slotOfRow(row: number): number {
    let slot = homeOf(row);
    while (slots[slot] !== row + 1) slot = next(slot);
    return slot;
  }

  function grow(): void {
    slots = new Int32Array(2 * slots.length);
    for (let row = 0; row < count; row++) {
      let slot = homeOf(row);
      while (slots[slot] !== 0) slot = next(slot);
      slots[slot] = row + 1;
    }
  }

  function chunkOf(row: number): Uint32Array {
    const at = Math.floor(row / rowsPerChunk);
    return (chunks[at] ??= new Uint32Array(rowsPerChunk * wordsPerId));
  }

  function free(slot: number): void {
    let hole = slot;
    for (let at = next(slot); slots[at] !== 0; at = next(at)) {
      const home = homeOf((slots[at] ?? 0) - 1);
      // It may move back into the hole only if its home does not lie between the two.
      const stays = hole < at ? hole < home && home <= at : hole < home || home <= at;
      if (stays) continue;
      slots[hole] = slots[at] ?? 0;
      hole = at;
    }
    slots[hole] = 0;
  }

  return {
    get count() {
      return count;
    },
    get bytes() {
      return slots.byteLength + chunks.length * rowsPerChunk * wordsPerId * Uint32Array.BYTES_PER_ELEMENT;
    },
    rowOf(photoId) {
      parse(photoId);
      const held = slots[find()] ?? 0;
      return held === 0 ? undefined : held - 1;
    },
    photoAt(row) {
      if (!(row >= 0 && row < count)) throw new RangeError(`row ${row} of ${count}`);
      for (let i = 0; i < wordsPerId; i++) {
        const value = word(row, i);
        for (let digit = 0; digit < 8; digit++) codes[8 * i + digit] = hexCodes[(value >>> (28 - 4 * digit)) & 15] ?? 0;
      }
      const id = String.fromCharCode(...codes);
      return id as PhotoId; // As PhotoId: it went in as one.
    },
    enter(photoId) {
      if (count + 1 > slots.length * 0.6) grow();
      parse(photoId);
      const slot = find();
      const held = slots[slot] ?? 0;
      if (held !== 0) return held - 1;
      chunkOf(count).set(wanted, (count % rowsPerChunk) * wordsPerId);
      slots[slot] = count + 1;
      return count++;
    },
    remove(photoId) {
      parse(photoId);
      const slot = find();
      const held = slots[slot] ?? 0;
      if (held === 0) return;
      const [row, last] = [held - 1, count - 1];
      free(slot);
      if (row !== last) {
        slots[slotOfRow(last)] = row + 1;
        const from = (last % rowsPerChunk) * wordsPerId;
        chunkOf(row).set(chunkOf(last).subarray(from, from + wordsPerId), (row % rowsPerChunk) * wordsPerId);
      }
      count = last;
      return { row, last };
    },
    clear() {
      chunks = [];
      slots = new Int32Array(leastSlots);
      count = 0;
    },
  };
}
