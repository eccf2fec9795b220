// The one button: how it looks is a kind, how large a size. An icon button's name goes into `aria-label`.

import type { ComponentProps } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: 'primary' | 'plain' | 'quiet' | 'link' | 'danger';
  size?: 'usual' | 'small' | 'icon' | 'icon-small';
}

/** An icon button shows its name as a tooltip too. */
export const Button = ({ kind = 'plain', size = 'usual', className, ...rest }: ButtonProps) => (
  <button
    type="button"
    title={size.startsWith('icon') ? rest['aria-label'] : undefined}
    {...rest}
    data-kind={kind}
    data-size={size}
    className={className ? `${styles.button} ${className}` : styles.button}
  />
);
