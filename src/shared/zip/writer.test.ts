// What the writer writes, read by our own reader and by another program's.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDirectory } from './directory.ts';
import { openMember } from './member.ts';
import { type Bytes, createZipWriter } from './writer.ts';

const { signal } = new AbortController();
const utf8 = new TextEncoder();

async function zip(members: readonly (readonly [path: string, chunks: readonly Bytes[], deflate?: boolean])[]): Promise<Blob> {
  const parts: Bytes[] = [];
  const writer = createZipWriter((bytes) => void parts.push(bytes.slice()), Date.UTC(2026, 10, 21, 12));
  for (const [path, chunks, deflate = false] of members) await writer.add(path, chunks, { deflate });
  const size = await writer.end();
  const blob = new Blob(parts);
  expect(blob.size).toBe(size);
  return blob;
}

const members = [
  ['a.txt', [utf8.encode('first '), utf8.encode('and second')]],
  ['deep/é.txt', [utf8.encode('long '.repeat(10_000))], true],
  ['nothing', []],
  ['nothing packed', [], true],
] as const;

test('every member comes back as it went in', async () => {
  const archive = await zip(members);
  const read = await readDirectory(archive, 'x.zip');
  expect(read.map(({ path }) => path)).toEqual(['a.txt', 'deep/é.txt', 'nothing', 'nothing packed']);
  const texts = await Promise.all(read.map(async (member) => (await openMember(archive, member, member.path, signal)).text()));
  expect(texts).toEqual(['first and second', 'long '.repeat(10_000), '', '']);
  expect(read[1]?.packedSize).toBeLessThan(1000);
});

test.skipIf(spawnSync('python3', ['--version']).status !== 0)('another program finds nothing wrong with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-zip-'));
  try {
    const path = join(folder, 'x.zip');
    writeFileSync(path, new Uint8Array(await (await zip(members)).arrayBuffer()));
    const said = execFileSync('python3', [
      '-c',
      'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nprint(z.testzip(), len(z.namelist()))',
      path,
    ]);
    expect(String(said).trim()).toBe('None 4');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('70,000 members are listed, each where it lies', async () => {
  const archive = await zip(Array.from({ length: 70_000 }, (_, n) => [`${n}`, [utf8.encode(`${n}`)]] as const));
  const read = await readDirectory(archive, 'x.zip');
  expect(read.length).toBe(70_000);
  const last = read.at(-1);
  expect(last && (await (await openMember(archive, last, 'last', signal)).text())).toBe('69999');
});

test('what cannot be read ends the writing, with its own error', async () => {
  async function* broken(): AsyncGenerator<Bytes> {
    yield utf8.encode('so far');
    throw new Error('the disk is gone');
  }
  for (const deflate of [false, true])
    await expect(createZipWriter(() => undefined, 0).add('x', broken(), { deflate })).rejects.toThrow('the disk is gone');
});
