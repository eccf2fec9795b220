// A script of the bench page as one classic script, for a page that is served nothing but its own files.

import { join } from 'node:path';
import { build } from 'vite';

/** @param entry its name in `page/`. @param name the global that gets its exports. */
export async function bundleScript(entry: string, name: string): Promise<string> {
  const lib = { entry: join(import.meta.dirname, `page/${entry}.ts`), formats: ['iife' as const], name };
  const built = await build({ configFile: false, logLevel: 'error', build: { write: false, lib } });
  const outputs = Array.isArray(built) ? built : [built];
  for (const made of outputs) if ('output' in made) for (const file of made.output) if (file.type === 'chunk') return file.code;
  throw new Error(`Vite made no script of ${entry}.ts`);
}
