// The library as one file: out, with an estimate of its size, and in.

import { useRef, useState } from 'react';
import { archiveWords } from '../archive-words.ts';
import checks from '../archives/check.module.css';
import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { formatBytes } from '../format.ts';
import { useActions, useApp } from '../store-context.tsx';
import { useStats } from '../use-stats.ts';

/** Of a photo, besides its pictures and vector: its line, and the frames of its pictures in the pack (docs/library-archive.md). */
const lineBytes = 350;
const frameBytes = 770;

export function ExportImport() {
  const stats = useStats();
  const busy = useApp(({ archives: { job } }) => job !== undefined && job.outcome === undefined);
  const { exportLibrary, importLibrary } = useActions();
  const [previews, setPreviews] = useState(true);
  const picker = useRef<HTMLInputElement>(null);
  const photos = stats?.photos ?? 0;
  const previewBytes = stats ? stats.bytes.previews + photos * frameBytes : 0;
  const otherBytes = stats ? stats.bytes.thumbnails + stats.bytes.vectors + photos * (lineBytes + frameBytes) : 0;
  return (
    <section className={page.section}>
      <h2>{archiveWords.title}</h2>
      <div className={page.card}>
        <p className={page.intro}>{archiveWords.intro}</p>
        <div className={page.row}>
          <div>
            <span>{archiveWords.export}</span>
            <p>{archiveWords.exportDetail(formatBytes(otherBytes + (previews ? previewBytes : 0)))}</p>
            <label className={checks.check}>
              <input type="checkbox" checked={previews} onChange={(event) => setPreviews(event.target.checked)} />
              <span>{archiveWords.previews(formatBytes(previewBytes))}</span>
            </label>
          </div>
          <Button disabled={busy || photos === 0} onClick={() => void exportLibrary(previews)}>
            {archiveWords.export}
          </Button>
        </div>
        <div className={page.row}>
          <div>
            <span>{archiveWords.import}</span>
            <p>{archiveWords.importDetail}</p>
          </div>
          <input
            ref={picker}
            type="file"
            hidden
            accept=".zip,application/zip"
            aria-label={archiveWords.pick}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file) void importLibrary(file);
              currentTarget.value = ''; // So that the same file can be picked again.
            }}
          />
          <Button disabled={busy} onClick={() => picker.current?.click()}>
            {archiveWords.import}…
          </Button>
        </div>
      </div>
    </section>
  );
}
