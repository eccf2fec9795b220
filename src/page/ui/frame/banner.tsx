// One line over the screen when the library itself is in trouble.

import { RotateCw, TriangleAlert, X } from 'lucide-react';
import { Button } from '../controls/button.tsx';
import { errorWords } from '../error-words.ts';
import { useActions, useApp } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './banner.module.css';

/** Where the cure is a new start of the page. */
const curedByReload = new Set([
  'version-mismatch',
  'worker-lost',
  'storage-blocked',
  'storage-newer',
  'storage-failed',
  'model-unavailable',
  'internal',
]);

export function Banner() {
  const trouble = useApp((state) => state.library.trouble);
  const { dismissTrouble } = useActions();
  if (!trouble) return null;
  const { what, todo } = errorWords[trouble.code];
  return (
    <div role="alert" className={styles.banner}>
      <TriangleAlert aria-hidden size={20} />
      <p title={trouble.reason}>
        <strong>{what}.</strong> {todo}
      </p>
      {curedByReload.has(trouble.code) && (
        <Button size="small" onClick={() => location.reload()}>
          <RotateCw aria-hidden />
          {words.reload}
        </Button>
      )}
      <Button kind="quiet" size="icon-small" aria-label={words.dismiss} onClick={dismissTrouble}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
