// Archives as they come: large and small, broken and hostile.

import { expect, test } from 'vitest';
import { makeZip, type ZipMember } from '../../../tools/make-zip.ts';
import { AppError } from '../domain/app-error.ts';
import { readDirectory } from './directory.ts';
import { openMember } from './member.ts';

const members: ZipMember[] = [
  { path: 'a.jpg', content: 'first', stored: true },
  { path: 'deep/b.png', content: 'second '.repeat(500), modifiedAt: Date.UTC(2023, 7, 14, 12, 0, 1) },
];
const { signal } = new AbortController();
const openAll = async (zip: Blob) =>
  Promise.all((await readDirectory(zip, 'x.zip')).map((member) => openMember(zip, member, `x.zip/${member.path}`, signal)));
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing thrown',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

test.each([
  ['plain', {}],
  ['with 64-bit fields', { zip64: true }],
  ['behind something else', { before: Buffer.from('MZ, and a program that unpacks it') }],
  ['behind something else, with 64-bit fields', { before: Buffer.from('MZ'), zip64: true }],
  ['with a comment', { comment: 'PK\x05\x06 may stand in a comment, and be no end of anything' }],
])('an archive %s gives its members', async (_, options) => {
  const files = await openAll(new Blob([makeZip(members, options)]));
  expect(files.map(({ name }) => name)).toEqual(['a.jpg', 'b.png']);
  expect(await Promise.all(files.map((file) => file.text()))).toEqual(['first', 'second '.repeat(500)]);
  expect(files[1]?.lastModified).toBe(Date.UTC(2023, 7, 14, 12, 0, 1));
});

test('a member behind 4 GB is found, and what lies before it is not read', async () => {
  const zip = makeZip(members, { zip64: true, before: Buffer.alloc(1 << 17) }); // More than is looked at for its end.
  const before = 5 * 2 ** 30;
  let read = 0;
  // As Blob: of a Blob, this is what is asked.
  const large = {
    size: before + zip.length,
    slice(start: number, end: number) {
      read += end - start;
      return new Blob([start < before ? new Uint8Array(end - start) : zip.subarray(start - before, end - before)]);
    },
  } as Blob;
  const files = await openAll(large);
  expect(await files[0]?.text()).toBe('first');
  expect(read).toBeLessThan(1 << 18);
});

test('70,000 members are listed', async () => {
  const zip = new Blob([
    makeZip(
      Array.from({ length: 70_000 }, (_, n) => ({ path: `${n}.jpg`, content: '', stored: true })),
      { zip64: true },
    ),
  ]);
  const listed = await readDirectory(zip, 'x.zip');
  expect(listed.length).toBe(70_000);
  expect(listed.at(-1)?.path).toBe('69999.jpg');
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('not an archive at all, but long enough to be looked through')],
  ['half an archive', makeZip(members).subarray(0, 200)],
  ['an archive without its start', makeZip(members).subarray(40)],
])('%s is a damaged archive', async (_, bytes) => {
  expect(await codeOf(readDirectory(new Blob([bytes]), 'x.zip'))).toBe('damaged-archive');
});

test('each byte of the directory may be broken: it is listed or refused, and never hangs or throws what is not ours', async () => {
  const whole = makeZip(members, { zip64: true });
  for (let at = whole.length - 320; at < whole.length; at++) {
    for (const value of [0, 0xff]) {
      const broken = Buffer.from(whole);
      broken[at] = value;
      expect(['nothing thrown', 'damaged-archive']).toContain(await codeOf(readDirectory(new Blob([broken]), 'x.zip')));
    }
  }
});

test.each<[string, Partial<ZipMember>, string]>([
  ['locked with a password', { encrypted: true }, 'encrypted-file'],
  ['packed by an unknown method', { method: 14 }, 'unsupported-archive'],
  ['of another checksum', { crc32: 1 }, 'damaged-file'],
  ['stored, of another checksum', { crc32: 1, stored: true }, 'damaged-file'],
  ['that is said to be larger than it can be', { size: 400_000_000 }, 'damaged-file'],
  ['that is larger than it says', { size: 10 }, 'damaged-file'],
  ['that is smaller than it says', { size: 100_000 }, 'damaged-file'],
  ['that says it is enormous', { size: 4e9 }, 'file-too-large'],
  ['whose data is not deflated', { method: 8, stored: true }, 'damaged-file'],
])('a member %s says so, and the others are read', async (_, change, code) => {
  const zip = new Blob([makeZip([{ path: 'bad.jpg', content: 'bad '.repeat(300), ...change }, ...members])]);
  const [bad, ...good] = await readDirectory(zip, 'x.zip');
  if (!bad) throw new Error('nothing listed');
  expect(await codeOf(openMember(zip, bad, 'x.zip/bad.jpg', signal))).toBe(code);
  const files = await Promise.all(good.map((member) => openMember(zip, member, member.path, signal)));
  expect(await files[0]?.text()).toBe('first');
});

test('names lead nowhere but into the archive, whatever their letters', async () => {
  const tricks = ['../../etc/passwd.jpg', '/root.jpg', 'C:\\Users\\me\\c.jpg', './a/./b.jpg', 'a\u202egpj.exe', 'folder/', '写真/🐕.jpg'];
  const dos = { path: '', rawName: Uint8Array.of(0x84, 0x2e, 0x6a, 0x70, 0x67), content: '' };
  const zip = new Blob([makeZip([...tricks.map((path) => ({ path, content: '' })), dos])]);
  expect((await readDirectory(zip, 'x.zip')).map(({ path }) => path)).toEqual([
    ...['etc/passwd.jpg', 'root.jpg', 'Users/me/c.jpg', 'a/b.jpg', 'agpj.exe', '写真/🐕.jpg', 'ä.jpg'],
  ]);
});

test('an abort ends the unpacking', async () => {
  const zip = new Blob([makeZip(members)]);
  const [, member] = await readDirectory(zip, 'x.zip');
  if (!member) throw new Error('nothing listed');
  await expect(openMember(zip, member, 'b', AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

test('members that share their data are refused: so a bomb hides its size', async () => {
  const [directory, only] = [makeZip(members), makeZip([members[0] as ZipMember])]; // As: it is there.
  const all = Buffer.from(directory);
  const entries = [...all.keys()].filter((at) => all.readUInt32LE(Math.min(at, all.length - 4)) === 0x02014b50);
  all.writeUInt32LE(0, (entries[1] ?? 0) + 42); // The second says that it lies where the first does.
  const codes = await Promise.all(
    (await readDirectory(new Blob([all]), 'x.zip')).map((member) => codeOf(openMember(new Blob([all]), member, member.path, signal))),
  );
  expect(codes).toEqual(['damaged-file', 'damaged-file']);
  expect(await openAll(new Blob([only]))).toHaveLength(1);
});
