// What the app is, and on whose work it stands.

import page from '../controls/page.module.css';
import { words } from '../words.ts';
import styles from './about.module.css';

/** What ships with the page. The whole list stands in NOTICE. */
const madeWith = [
  ['React', 'MIT'],
  ['Base UI', 'MIT'],
  ['Lucide', 'ISC'],
  ['zustand', 'MIT'],
  ['TanStack Virtual', 'MIT'],
  ['Transformers.js', 'Apache-2.0'],
  ['ONNX Runtime', 'MIT'],
  ['idb', 'ISC'],
  ['ExifReader', 'MPL-2.0'],
  ['xmldom', 'MIT'],
  ['file-type', 'MIT'],
  ['image-size', 'MIT'],
  ['hash-wasm', 'MIT'],
  ['EfficientNet-Lite0', 'Apache-2.0'],
  ['all-MiniLM-L6-v2', 'Apache-2.0'],
  ['WordNet 3.0', 'WordNet'],
] as const;

export function About() {
  const say = words.settingsScreen;
  return (
    <section className={page.section}>
      <h2>{say.about}</h2>
      <div className={page.card}>
        <p>{say.aboutText}</p>
        <p className={page.intro}>{say.samplesCredit}</p>
        <h3>{say.libraries}</h3>
        <dl className={styles.list}>
          {madeWith.map(([name, licence]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{licence}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
