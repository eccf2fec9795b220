// The model that understands the photos: what it is good at, where it runs, what it costs.

import { CircleCheck, LoaderCircle } from 'lucide-react';
import page from '../controls/page.module.css';
import { formatBytes, formatNumber } from '../format.ts';
import { useApp } from '../store-context.tsx';
import { useStats } from '../use-stats.ts';
import { words } from '../words.ts';
import styles from './models-screen.module.css';

/** Both towers, as shipped under public/models/starter. */
const starterBytes = 34_400_000;

export function ModelsScreen() {
  const ready = useApp((state) => state.library.ready);
  const stats = useStats();
  const say = words.modelsScreen;
  const facts: readonly (readonly [string, string])[] = [
    [say.good, say.goodValue],
    [say.weak, say.weakValue],
    [say.languages, say.languagesValue],
    [say.size, say.sizeValue(formatBytes(starterBytes))],
    [say.runs, say.runsValue],
    [say.licence, say.licenceValue],
    ...(stats ? [[say.indexed, `${formatNumber(stats.indexed)} of ${words.photoCount(stats.photos)}`] as const] : []),
  ];
  return (
    <div className={page.page}>
      <h1>{words.models}</h1>
      <p className={page.intro}>{say.intro}</p>
      <section className={page.card} aria-labelledby="starter">
        <header className={styles.header}>
          <h2 id="starter">{say.name}</h2>
          <span className={styles.state} data-ready={ready || undefined}>
            {ready ? <CircleCheck aria-hidden size={16} /> : <LoaderCircle aria-hidden size={16} />}
            {ready ? say.inUse : say.starting}
          </span>
        </header>
        <p className={page.intro}>{say.summary}</p>
        <dl className={styles.facts}>
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
