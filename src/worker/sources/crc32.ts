// CRC-32 as ZIP and PNG have it (polynomial 0xEDB88320), over chunks.

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

/** @param crc of all before; 0 at the start. @returns unsigned. */
export function updateCrc32(crc: number, chunk: Uint8Array): number {
  let value = ~crc;
  // The `?? 0` is for the compiler: the table has all 256.
  for (const byte of chunk) value = (value >>> 8) ^ (table[(value ^ byte) & 255] ?? 0);
  return ~value >>> 0;
}
