// Many small files as one: the header of a tar's entry (POSIX ustar), and the padding behind it. Pictures are packed so because a ZIP of
// 200,000 members is slow everywhere, and because every system unpacks a tar.

import type { Bytes } from '../../shared/zip/writer.ts';

const blockBytes = 512;

/** From one entry's data to its end. */
export const tarPadding = (bytes: number): number => (blockBytes - (bytes % blockBytes)) % blockBytes;

/** A plain file. @param name at most 100 letters of ASCII. */
export function tarHeader(name: string, bytes: number): Bytes {
  const header = new Uint8Array(blockBytes);
  const put = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) header[at + i] = text.charCodeAt(i);
  };
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  put(0, name);
  put(100, `${octal(0o644, 7)}${octal(0, 7)}${octal(0, 7)}${octal(bytes, 11)}${octal(0, 11)}`);
  put(148, '        0'); // Spaces for the checksum, then the type.
  put(257, 'ustar\u000000');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

/** Two empty blocks. */
export const tarEnd = (): Bytes => new Uint8Array(2 * blockBytes);

export interface TarEntry {
  readonly name: string;
  readonly content: Bytes;
}

/** @returns the bytes of a tar, and where each entry's data begins in it. */
export function packTar(entries: readonly TarEntry[]): { chunks: Bytes[]; at: number[] } {
  const chunks: Bytes[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const padding = new Uint8Array(tarPadding(content.length));
    starts.push(at + blockBytes);
    at += blockBytes + content.length + padding.length;
    chunks.push(tarHeader(name, content.length), content, padding);
  }
  chunks.push(tarEnd());
  return { chunks, at: starts };
}
