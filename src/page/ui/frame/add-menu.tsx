// The ways to add photos, behind one button: files, a folder, addresses.

import { Menu } from '@base-ui/react/menu';
import { ChevronDown, FolderPlus, ImagePlus, Link, Plus } from 'lucide-react';
import { Button } from '../controls/button.tsx';
import { useOpenAtOnce } from '../controls/use-late-popup.ts';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './add-buttons.module.css';

/** Opens at once: its button was pressed before it was here. */
export function AddMenu({ onPhotos, onFolder }: { onPhotos: () => void; onFolder: () => void }) {
  const { askAddresses } = useActions();
  const [open, setOpen] = useOpenAtOnce();
  return (
    <Menu.Root open={open} onOpenChange={setOpen} modal={false}>
      <Menu.Trigger render={<Button className={styles.add} />}>
        <Plus aria-hidden />
        <span>{words.add}</span>
        <ChevronDown aria-hidden className={styles.more} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6} className={styles.positioner}>
          <Menu.Popup className={styles.menu}>
            <Menu.Item className={styles.item} onClick={onPhotos}>
              <ImagePlus aria-hidden />
              {words.addWays.photos}
            </Menu.Item>
            <Menu.Item className={styles.item} onClick={onFolder}>
              <FolderPlus aria-hidden />
              {words.addWays.folder}
            </Menu.Item>
            <Menu.Item className={styles.item} onClick={() => askAddresses('')}>
              <Link aria-hidden />
              {words.addWays.address}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
