// The folders that are kept: compared again by a button, and reconnected by the same after a restart.

import { useEffect, useState } from 'react';
import type { KeptFolder } from '../../state/app.ts';
import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { useActions, useInquiries } from '../store-context.tsx';
import { words } from '../words.ts';

export function Folders() {
  const { folders } = useInquiries();
  const { reportProblem, rescanFolder } = useActions();
  const [kept, setKept] = useState<readonly KeptFolder[]>([]);
  const [busy, setBusy] = useState<string>();
  // Afterwards its permission may be another.
  useEffect(() => void folders().then(setKept, reportProblem), [folders, reportProblem, busy]);
  if (kept.length === 0) return null;
  const say = words.folders;
  const rescan = (folder: KeptFolder, contents: boolean) => {
    setBusy(folder.id);
    void rescanFolder(folder, contents).finally(() => setBusy(undefined));
  };
  return (
    <section className={page.section}>
      <h2>{say.title}</h2>
      <div className={page.card}>
        <p className={page.intro}>{say.intro}</p>
        {kept.map((folder) => {
          const { id, name, access } = folder;
          const granted = access === 'granted';
          return (
            <div key={id} className={page.row}>
              <div>
                <span>{name}</span>
                <p>{say.access[access]}</p>
              </div>
              {granted && (
                <Button kind="plain" aria-label={say.checkOf(name)} disabled={busy !== undefined} onClick={() => rescan(folder, true)}>
                  {say.check}
                </Button>
              )}
              <Button
                aria-label={granted ? say.rescanOf(name) : say.reconnectOf(name)}
                disabled={busy !== undefined}
                onClick={() => rescan(folder, false)}
              >
                {granted ? say.rescan : say.reconnect}
              </Button>
            </div>
          );
        })}
      </div>
    </section>
  );
}
