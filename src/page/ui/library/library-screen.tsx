// All photos by month; before there are any, how to begin.

import { PhotoGrid } from '../photos/photo-grid.tsx';
import { useApp } from '../store-context.tsx';
import { ingestLine, words } from '../words.ts';
import { FirstMinute } from './first-minute.tsx';
import styles from './library-screen.module.css';

export function LibraryScreen() {
  const phase = useApp((state) => state.library.phase);
  const source = useApp((state) => state.library.photos);
  const reading = useApp((state) => state.ingest.phase !== 'idle' || state.samples !== undefined);

  if (source.count > 0)
    return (
      <div className={styles.grid}>
        <PhotoGrid label={words.photos} source={source} before={<h1 className={styles.total}>{words.photoCount(source.count)}</h1>} />
      </div>
    );
  if (phase === 'opening') return <p className={styles.opening}>{words.opening}</p>;
  return reading ? <Arriving /> : <FirstMinute />;
}

/** Between the drop and the first photo: places held for what is coming. */
function Arriving() {
  const ingest = useApp((state) => state.ingest);
  const samples = useApp((state) => state.samples);
  return (
    <>
      <h1 className={styles.heading}>{samples ? words.fetchingSamples(samples.done, samples.total) : ingestLine(ingest)}</h1>
      <div className={styles.arriving} aria-hidden>
        {Array.from({ length: 18 }, (_, place) => (
          <span key={place} className={styles.place} />
        ))}
      </div>
    </>
  );
}
