// Folders, indexing, storage, looks, keys, and what the app is made of.

import page from '../controls/page.module.css';
import { words } from '../words.ts';
import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { CheckLibrary } from './check-library.tsx';
import { ExportImport } from './export-import.tsx';
import { Folders } from './folders.tsx';
import { Indexing } from './indexing.tsx';
import { Keyboard } from './keyboard.tsx';
import { Storage } from './storage.tsx';

export const SettingsScreen = () => (
  <div className={page.page}>
    <h1>{words.settings}</h1>
    <Folders />
    <Indexing />
    <Storage />
    <CheckLibrary />
    <ExportImport />
    <Appearance />
    <Keyboard />
    <About />
  </div>
);
