// CRC-32 as ZIP and PNG have it (polynomial 0xEDB88320), over chunks. Eight bytes a step: a library's archive is gigabytes.

/** Entry 256 n + b: what byte b does to the checksum when n bytes of the same step follow it. */
const tables = new Uint32Array(8 * 256);
for (let n = 0; n < 256; n++) {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  tables[n] = value;
}
for (let at = 256; at < tables.length; at++) {
  const before = tables[at - 256] ?? 0;
  tables[at] = (before >>> 8) ^ (tables[before & 255] ?? 0);
}

/** What the lowest byte of `value` does when `n` bytes follow. The `?? 0` is for the compiler: the tables have them all. */
const turn = (n: number, value: number): number => tables[256 * n + (value & 255)] ?? 0;

/** @param crc of all before; 0 at the start. @returns unsigned. */
export function updateCrc32(crc: number, chunk: Uint8Array): number {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  let value = ~crc;
  let at = 0;
  for (; at + 8 <= chunk.length; at += 8) {
    const [low, high] = [value ^ view.getUint32(at, true), view.getUint32(at + 4, true)];
    const first = turn(7, low) ^ turn(6, low >>> 8) ^ turn(5, low >>> 16) ^ turn(4, low >>> 24);
    value = first ^ turn(3, high) ^ turn(2, high >>> 8) ^ turn(1, high >>> 16) ^ turn(0, high >>> 24);
  }
  for (; at < chunk.length; at++) value = (value >>> 8) ^ turn(0, value ^ view.getUint8(at));
  return ~value >>> 0;
}
