// The rooms' rules at work: small houses with one forbidden import each, and what lint says of them.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Cruise {
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string } }[] };
}

/** @param importing text of `from`. @returns the names of the rules it breaks. */
function rulesBroken(from: string, to: string, importing: string): string[] {
  const house = mkdtempSync(join(tmpdir(), 'afterimage-rooms-'));
  try {
    for (const [path, text] of [
      [from, importing],
      [to, 'export const thing = 1; export type Thing = number;'],
      ['package.json', '{ "type": "module", "dependencies": { "idb": "*" } }'],
    ] as const) {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), text);
    }
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
    const args = [
      join(root, 'node_modules/.bin/depcruise'),
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      'src',
    ];
    const cruise = JSON.parse(execFileSync(process.execPath, args, { cwd: house, encoding: 'utf8' })) as Cruise;
    return cruise.summary.violations.map(({ rule }) => rule.name);
  } finally {
    rmSync(house, { recursive: true });
  }
}

test.each([
  ['src/page/ui/a.ts', 'src/page/engine/b.ts', "import { thing } from '../engine/b.ts'; thing;", 'ui-imports-state'],
  ['src/page/state/a.ts', 'src/worker/storage/b.ts', "import { thing } from '../../worker/storage/b.ts'; thing;", 'state-imports-engine'],
  ['src/page/engine/a.ts', 'src/worker/library.ts', "import url from '../../worker/library.ts?worker&url'; url;", 'engine-imports-shared'],
  ['src/worker/imaging/a.ts', 'src/worker/storage/b.ts', "import { thing } from '../storage/b.ts'; thing;", 'imaging-imports-domain'],
  [
    'src/worker/imaging/a.ts',
    'src/worker/storage/b.ts',
    "import type { Thing } from '../storage/b.ts'; export type A = Thing;",
    'imaging-imports-domain',
  ],
  [
    'src/worker/pipeline/a.ts',
    'src/worker/storage/b.ts',
    "import { thing } from '../storage/b.ts'; thing;",
    'stories-import-types-of-siblings',
  ],
  ['src/worker/storage/a.ts', 'src/page/engine/b.ts', "import { thing } from '../../page/engine/b.ts'; thing;", 'storage-imports-domain'],
  ['src/shared/domain/a.ts', 'src/shared/protocol/b.ts', "import { thing } from '../protocol/b.ts'; thing;", 'domain-imports-nothing'],
  ['src/worker/pipeline/a.ts', 'src/worker/b.ts', "import { openDB } from 'idb'; openDB;", 'only-src-worker-storage-imports-idb'],
  ['src/page/ui/a.ts', 'src/page/ui/b.ts', "export { missing } from './c.ts';", 'no-unresolved'],
])('%s may not import %s: %s', (from, to, importing, rule) => {
  expect(rulesBroken(from, to, importing)).toContain(rule);
});

test.each([
  ['src/page/ui/a.ts', 'src/page/state/b.ts', "import { thing } from '../state/b.ts'; thing;"],
  ['src/worker/pipeline/a.ts', 'src/worker/storage/b.ts', "import type { Thing } from '../storage/b.ts'; export type A = Thing;"],
  ['src/page/engine/script-url.ts', 'src/worker/library.ts', "import url from '../../worker/library.ts?worker&url'; url;"],
  ['src/worker/library.ts', 'src/worker/storage/b.ts', "import { thing } from './storage/b.ts'; thing;"],
])('%s may import %s: %s', (from, to, importing) => {
  expect(rulesBroken(from, to, importing)).toEqual([]);
});
