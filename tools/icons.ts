// Renders the icon's PNGs from its SVG: `npx tsx tools/icons.ts`. Run it after a change of icon.svg, and commit what it writes.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './chromium.ts';

const folder = join(import.meta.dirname, '../public/icons');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
// Systems cut the corners themselves: a maskable icon fills its square.
const filled = svg.replace(/ rx="112"/, '');

const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
for (const sizePx of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${filled}`);
  writeFileSync(join(folder, `icon-${sizePx}.png`), await page.screenshot());
}
await browser.close();
