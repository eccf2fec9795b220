// Makes ZIP archives for tests: well-formed ones, and ones that are broken on purpose.

import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  readonly path: string;
  readonly content: Uint8Array | string;
  /** Deflated, where not. */
  readonly stored?: boolean;
  /** Says that it is encrypted; its bytes are as they were. */
  readonly encrypted?: boolean;
  /** The method that it claims. */
  readonly method?: number;
  /** Instead of its true checksum. */
  readonly crc32?: number;
  /** Instead of its true size. */
  readonly size?: number;
  /** Ms since 1970, with the second's exactness. */
  readonly modifiedAt?: number;
  /** Its name as bytes, for names that are no UTF-8. */
  readonly rawName?: Uint8Array;
}

/** @param zip64 writes every size and offset in 64 bits, as an archive of more than 4 GB does. @param before stands in front of the archive. */
export function makeZip(
  members: readonly ZipMember[],
  { zip64 = false, before = Buffer.alloc(0), comment = '' }: { zip64?: boolean; before?: Buffer; comment?: string } = {},
): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [before];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const content = Buffer.from(member.content);
    const data = member.stored ? content : deflateRawSync(content);
    const name = Buffer.from(member.rawName ?? member.path);
    const size = member.size ?? content.length;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(45, 0);
    shared.writeUInt16LE((member.encrypted ? 1 : 0) | (member.rawName ? 0 : 0x800), 2);
    shared.writeUInt16LE(member.method ?? (member.stored ? 0 : 8), 4);
    shared.writeUInt16LE(dosTime(member.modifiedAt), 6);
    shared.writeUInt16LE(dosDate(member.modifiedAt), 8);
    shared.writeUInt32LE(member.crc32 ?? crc32(content), 10);
    shared.writeUInt32LE(zip64 ? 0xffffffff : data.length, 14);
    shared.writeUInt32LE(zip64 ? 0xffffffff : size, 18);
    shared.writeUInt16LE(name.length, 22);
    const sizes = uint64(size, data.length);
    const time = member.modifiedAt === undefined ? Buffer.alloc(0) : utcTime(member.modifiedAt);
    const localExtra = zip64 ? extra(1, sizes) : Buffer.alloc(0);
    const extras = Buffer.concat([zip64 ? extra(1, Buffer.concat([sizes, uint64(offset)])) : Buffer.alloc(0), time]);
    shared.writeUInt16LE(localExtra.length, 24);
    const local = Buffer.concat([uint32(0x04034b50), shared, name, localExtra]);
    const shared2 = Buffer.from(shared);
    shared2.writeUInt16LE(extras.length, 24);
    directory.push(uint32(0x02014b50), uint16(45), shared2, Buffer.alloc(10), uint32(zip64 ? 0xffffffff : offset), name, extras);
    parts.push(local, data);
    offset += local.length + data.length;
  }
  const central = Buffer.concat(directory);
  const count = members.length;
  const end64 = Buffer.concat([
    ...[uint32(0x06064b50), uint64(44), uint16(45), uint16(45), uint32(0), uint32(0)],
    ...[uint64(count, count, central.length, offset), uint32(0x07064b50), uint32(0), uint64(offset + central.length), uint32(1)],
  ]);
  const end = Buffer.concat([
    ...[uint32(0x06054b50), uint32(0), uint16(zip64 ? 0xffff : count), uint16(zip64 ? 0xffff : count)],
    ...[uint32(zip64 ? 0xffffffff : central.length), uint32(zip64 ? 0xffffffff : offset), uint16(comment.length), Buffer.from(comment)],
  ]);
  return Buffer.concat([...parts, central, ...(zip64 ? [end64] : []), end]);
}

const extra = (id: number, data: Buffer): Buffer => Buffer.concat([uint16(id), uint16(data.length), data]);
const utcTime = (ms: number): Buffer => extra(0x5455, Buffer.concat([Buffer.of(1), uint32(ms / 1000)]));

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
function uint64(...values: number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeBigUInt64LE(BigInt(value), 8 * i));
  return bytes;
}

function dosDate(ms?: number): number {
  const date = new Date(ms ?? 0);
  return ms === undefined ? 0 : ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
}
function dosTime(ms?: number): number {
  const date = new Date(ms ?? 0);
  return ms === undefined ? 0 : (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
}
