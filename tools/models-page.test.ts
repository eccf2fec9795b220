// docs/models.md says what the catalogue says.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalog } from '../src/worker/embedding/catalog.ts';
import { pagePath, remade } from './models-page.ts';

const page = readFileSync(pagePath, 'utf8');

test('its made part is what `npx tsx tools/models-page.ts` would write', () => {
  expect(page).toBe(remade(page));
});

test('every model has a part of its own', () => {
  for (const { label } of catalog) expect(page).toContain(`### ${label}\n`);
});
