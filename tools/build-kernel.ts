// Compiles the SIMD kernels to WebAssembly: `npm run build:kernel`. The results are built, never committed.

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

/** Each kernel by its room: the folder `src/worker/ROOM/kernel/` has its source, and the result goes to `build/` in there. */
const kernelRooms = { scan: 'ranking', 'scan-relaxed': 'ranking', 'float-scan': 'ranking', resample: 'imaging' } as const;
export type KernelName = keyof typeof kernelRooms;
/** What the app needs; the others are for benchmarks, which compile them. */
const kernelNames = ['scan', 'scan-relaxed', 'resample'] as const satisfies readonly KernelName[];

const folderOf = (name: KernelName) => fileURLToPath(new URL(`../src/worker/${kernelRooms[name]}/kernel/`, import.meta.url));

/** The module's bytes. @throws {Error} with the compiler's words. */
export async function compileKernelSource(name: KernelName = 'scan'): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const words: string[] = [];
  const { error } = await main(
    [
      ...[`${name}.ts`, '--baseDir', folderOf(name), '--outFile', `${name}.wasm`, '-O3', '--enable', 'simd'],
      ...(name === 'scan-relaxed' ? ['--enable', 'relaxed-simd'] : []),
      // No runtime and no memory of its own: the caller makes the memory and lays it out.
      ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    ],
    {
      writeFile: (_name, contents) => {
        bytes = new Uint8Array(Buffer.from(contents));
      },
      stderr: { write: (text: string) => words.push(text) },
    },
  );
  if (error || !bytes) throw new Error(words.join(''), { cause: error });
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const name of kernelNames) {
    const folder = `${folderOf(name)}build/`;
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}${name}.wasm`, await compileKernelSource(name));
  }
