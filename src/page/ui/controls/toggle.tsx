// A row of a settings card with a switch at its end.

import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import page from './page.module.css';
import styles from './toggle.module.css';

export interface ToggleProps {
  label: string;
  detail: string;
  /** How it is at the moment; announced when it changes. */
  status?: string;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

export function Toggle({ label, detail, status, on, disabled = false, onChange }: ToggleProps) {
  const id = useId();
  return (
    <div className={page.row}>
      <div>
        <span id={id}>{label}</span>
        <p id={`${id}-detail`}>{detail}</p>
        {status !== undefined && <p role="status">{status}</p>}
      </div>
      <Switch.Root
        checked={on}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next)}
        aria-labelledby={id}
        aria-describedby={`${id}-detail`}
        className={styles.switch}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </div>
  );
}
