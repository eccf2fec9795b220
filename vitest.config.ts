// Unit tests: `*.test.ts` in Node, `*.browser.test.ts` in real Chromium. One file: `npm run test:unit -- src/a/b.test.ts`.

import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, chromiumPath } from './tools/chromium.ts';
import { onnxruntime } from './vite.config.ts';

const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          // Some start a compiler or a linter, on a machine that may be busy.
          testTimeout: 30_000,
          include: ['{src,server,tools,bench}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        ...onnxruntime,
        // All named, and none looked for: each that a first run finds late reloads the page under the tests, and fails one of them.
        optimizeDeps: {
          ...onnxruntime.optimizeDeps,
          noDiscovery: true,
          include: [
            '@base-ui/react/csp-provider',
            '@base-ui/react/dialog',
            '@base-ui/react/switch',
            '@base-ui/react/toast',
            '@jsquash/jxl/decode.js',
            '@xmldom/xmldom',
            'exifreader',
            'fast-check',
            'file-type',
            'hash-wasm',
            'idb',
            'image-size',
            'libheif-js/libheif-wasm/libheif.js',
            'lucide-react',
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'react/jsx-runtime',
            'zustand',
            'zustand/vanilla',
          ],
        },
        worker: { format: 'es' },
        server: { headers: isolated },
        test: {
          name: 'browser',
          testTimeout: 60_000,
          include: ['{src,tools}/**/*.browser.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromiumPath(), args: [...chromiumArgs] } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
