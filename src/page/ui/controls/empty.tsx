// A screen with nothing in it says why, and what to do.

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './empty.module.css';

export const Empty = ({ Icon, children }: { Icon: LucideIcon; children: ReactNode }) => (
  <div className={styles.empty}>
    <Icon aria-hidden size={40} strokeWidth={1.25} />
    {children}
  </div>
);
