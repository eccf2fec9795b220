// Builds the app to plain static files that work from any sub-path of any static host.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { policyPlugin } from './tools/policy-plugin.ts';

/** A digest of what the build is made from, so that equal sources give an equal build with or without git. */
function digestSources(): string {
  const hash = createHash('sha256');
  const sources = readdirSync('src', { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = [...sources.map((file) => join(file.parentPath, file.name)), 'index.html', 'package-lock.json', 'vite.config.ts'];
  for (const path of paths.sort()) hash.update(readFileSync(path)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** Shared with the tests in the browser. With the condition onnxruntime leaves its `.mjs` and `.wasm` outside its bundle, where they have
 * addresses of this origin; its default bundle with two threads hangs for ever in a build (seen: vite 8.3, onnxruntime-web 1.30). */
export const onnxruntime = {
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  optimizeDeps: { exclude: ['onnxruntime-web', '@xenova/transformers'] },
};

/** The service worker's scope is its folder, so it alone has a fixed name at the root. */
const entryFileName = ({ name }: { name: string }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js');

export default defineConfig(({ command }) => ({
  ...onnxruntime,
  base: './',
  plugins: [react(), policyPlugin()],
  define: command === 'build' ? { __BUILD_ID__: JSON.stringify(digestSources()) } : {},
  build: {
    outDir: process.env.DIST ?? 'dist',
    target: 'es2024',
    // The first with `light-dark()`. For older ones it would be rewritten, and the viewer's dark parts would be light in a light page.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // A small picture would become a `data:` address, which the security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Says how busy the machine was, and nothing about the app.
      checks: { bundlerTimings: false },
      input: { index: 'index.html', 'service-worker': 'src/service-worker.ts' },
      output: { entryFileNames: entryFileName },
    },
  },
  worker: {
    format: 'es',
    // The server gives each worker's script a policy by this name.
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: { entryFileNames: 'workers/[name]-[hash].js', chunkFileNames: 'workers/chunks/[name]-[hash].js' },
    },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: Number(process.env.PORT ?? 4173), strictPort: true },
}));
