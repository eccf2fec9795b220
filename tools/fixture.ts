// Files of the repository inside a test that runs in the browser.

import { commands } from 'vitest/browser';

/** @param path from the repository's root. Any name works, which it does not through the test's web server (`#`, `%`, emoji). */
export async function readRepositoryFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = await commands.readFile(path, 'base64');
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export async function readRepositoryJson<T>(path: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await readRepositoryFile(path))) as T; // The caller knows its own fixture.
}
