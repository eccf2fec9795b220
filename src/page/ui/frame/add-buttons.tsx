// The two file inputs, once for the whole page, and the menu in the top bar that opens them.

import { ChevronDown, Plus } from 'lucide-react';
import { type ChangeEvent, createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useRef } from 'react';
import { filesOfPicker } from '../../state/ingest.ts';
import { Button } from '../controls/button.tsx';
import { useLatePopup } from '../controls/use-late-popup.ts';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './add-buttons.module.css';

const AddressDialog = lazy(() => import('./address-dialog.tsx').then((module) => ({ default: module.AddressDialog })));
const importMenu = () => import('./add-menu.tsx').then((module) => ({ default: module.AddMenu }));
const AddMenu = lazy(importMenu);

interface Pickers {
  photos(): void;
  folder(): void;
}
const PickersContext = createContext<Pickers>({ photos: () => undefined, folder: () => undefined });
export const usePickers = (): Pickers => useContext(PickersContext);

export function FilePickers({ children }: { children: ReactNode }) {
  const { addFiles, pickFolder } = useActions();
  const addresses = useApp((state) => state.addresses);
  const photos = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (folder.current) folder.current.webkitdirectory = true; // As an attribute it is unknown to React's types.
  }, []);
  const pickers = useMemo(
    () => ({ photos: () => photos.current?.click(), folder: () => pickFolder() || folder.current?.click() }),
    [pickFolder],
  );
  const add = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => void addFiles(filesOfPicker(currentTarget));
  // No `accept`: what is a picture is told from the content, and some systems hide HEIC and raw files behind it.
  return (
    <PickersContext value={pickers}>
      <input ref={photos} type="file" multiple hidden aria-label={words.addPhotos} onChange={add} />
      <input ref={folder} type="file" hidden aria-label={words.addFolder} onChange={add} />
      {children}
      {addresses !== undefined && (
        <Suspense fallback={null}>
          <AddressDialog key={addresses} text={addresses} />
        </Suspense>
      )}
    </PickersContext>
  );
}

/** In the top bar, once there is a library; before that the first minute has them large. */
export function AddButtons() {
  const pickers = usePickers();
  const { pressed, press } = useLatePopup(importMenu);
  const empty = useApp((state) => state.screen.name === 'photos' && state.library.photos.count === 0 && state.ingest.phase === 'idle');
  if (empty) return null;
  const button = (
    <Button className={styles.add} aria-haspopup="menu" {...press}>
      <Plus aria-hidden />
      <span>{words.add}</span>
      <ChevronDown aria-hidden className={styles.more} />
    </Button>
  );
  return pressed ? (
    <Suspense fallback={button}>
      <AddMenu onPhotos={pickers.photos} onFolder={pickers.folder} />
    </Suspense>
  ) : (
    button
  );
}
