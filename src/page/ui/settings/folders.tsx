// The folders that are kept: compared again by a button, reconnected by the same after a restart, and forgotten.

import { useEffect, useState } from 'react';
import type { KeptFolder } from '../../state/app.ts';
import { Button } from '../controls/button.tsx';
import page from '../controls/page.module.css';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import { ForgetFolder } from './forget-folder.tsx';
import { MissingPhotos } from './missing-photos.tsx';

export function Folders() {
  const kept = useApp(({ folders }) => folders);
  const { refreshFolders, rescanFolder } = useActions();
  const [busy, setBusy] = useState<string>();
  const [forgetting, setForgetting] = useState<KeptFolder>();
  useEffect(() => {
    const refresh = () => void refreshFolders();
    refresh();
    window.addEventListener('focus', refresh);
    return () => window.removeEventListener('focus', refresh);
  }, [refreshFolders]);
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
          const asks = access !== 'granted' && access !== 'missing';
          return (
            <div key={id} className={page.row}>
              <div>
                <span>{name}</span>
                <p>{say.access[access]}</p>
              </div>
              {access === 'granted' && (
                <Button kind="plain" aria-label={say.checkOf(name)} disabled={busy !== undefined} onClick={() => rescan(folder, true)}>
                  {say.check}
                </Button>
              )}
              <Button
                aria-label={asks ? say.reconnectOf(name) : say.rescanOf(name)}
                disabled={busy !== undefined}
                onClick={() => rescan(folder, false)}
              >
                {asks ? say.reconnect : say.rescan}
              </Button>
              <Button kind="plain" aria-label={say.forgetOf(name)} disabled={busy !== undefined} onClick={() => setForgetting(folder)}>
                {say.forget}
              </Button>
            </div>
          );
        })}
        <MissingPhotos />
      </div>
      {forgetting && <ForgetFolder folder={forgetting} onClose={() => setForgetting(undefined)} />}
    </section>
  );
}
