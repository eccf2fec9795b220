// Each thread's types: what a thread does not have does not compile there.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Compiles `code` as a file of the project would be. @returns what the compiler says. */
function complaints(project: string, code: string): string[] {
  const folder = mkdtempSync(join(root, 'node_modules/.threads-'));
  try {
    const file = join(folder, 'scratch.ts');
    writeFileSync(file, code);
    const { config } = ts.readConfigFile(join(root, `tsconfig/${project}.json`), ts.sys.readFile) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'tsconfig'));
    const program = ts.createProgram([file], { ...options, types: [] });
    return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ['worker', 'export const title = document.title;', "Cannot find name 'document'"],
  ['service-worker', 'export const width = window.innerWidth;', "Cannot find name 'window'"],
  ['domain', "export const answer = fetch('/');", "Cannot find name 'fetch'"],
  ['page', "importScripts('x.js');", "Cannot find name 'importScripts'"],
])('in %s this does not compile: %s', (project, code, complaint) => {
  expect(complaints(project, code)).toEqual([expect.stringContaining(complaint)]);
});

test.each([
  ['worker', 'export const scope = self.navigator.locks;'],
  ['page', 'export const title = document.title;'],
])('in %s this compiles: %s', (project, code) => {
  expect(complaints(project, code)).toEqual([]);
});
