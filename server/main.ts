// `npm start`: serves the built app on this machine, and says where.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createAppServer } from './app-server.ts';

const root = join(import.meta.dirname, '..', process.env.DIST ?? 'dist');
if (!existsSync(join(root, 'index.html'))) throw new Error('Nothing is built yet: run `npm run build` first.');
const port = Number(process.env.PORT ?? 4173);

createAppServer({ root }).listen(port, '127.0.0.1', () => console.log(`Afterimage is at http://127.0.0.1:${port}`));
