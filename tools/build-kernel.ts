// Compiles the SIMD kernel of the ranking to WebAssembly: `npm run build:kernel`. The result is built, never committed.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../src/worker/ranking/kernel/', import.meta.url));
await mkdir(`${folder}build`, { recursive: true });
const { error, stderr } = await main([
  ...['scan.ts', '--baseDir', folder, '--outFile', 'build/scan.wasm'],
  // No runtime and no memory of its own: the index makes the memory and lays it out.
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--enable', 'simd', '-O3', '--noAssert', '--use', 'abort='],
]);
if (error) {
  process.stderr.write(stderr.toString());
  throw error;
}
