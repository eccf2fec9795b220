// Compiles the SIMD kernel of the ranking to WebAssembly: `npm run build:kernel`. The result is built, never committed.

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../src/worker/ranking/kernel/', import.meta.url));

/** The module's bytes. @throws {Error} with the compiler's words. */
export async function compileKernelSource(): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await main(
    [
      ...['scan.ts', '--baseDir', folder, '--outFile', 'scan.wasm', '-O3', '--enable', 'simd'],
      // No runtime and no memory of its own: the index makes the memory and lays it out.
      ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    ],
    {
      writeFile: (_name, contents) => {
        bytes = new Uint8Array(Buffer.from(contents));
      },
    },
  );
  if (error || !bytes) throw new Error(stderr.toString(), { cause: error });
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(`${folder}build`, { recursive: true });
  await writeFile(`${folder}build/scan.wasm`, await compileKernelSource());
}
