// Adding pictures by their addresses. It says which hosts will be asked before any is.

import { useId, useState } from 'react';
import { addressesIn, hostsOf } from '../../state/addresses.ts';
import { Button } from '../controls/button.tsx';
import { ModalDialog } from '../controls/modal-dialog.tsx';
import { useActions } from '../store-context.tsx';
import { words } from '../words.ts';
import styles from './address-dialog.module.css';

/** @param text what was pasted; empty where the person is to type. */
export function AddressDialog({ text }: { text: string }) {
  const { addAddresses, askAddresses } = useActions();
  const [typed, setTyped] = useState(text);
  const [field, form, detail] = [useId(), useId(), useId()];
  const say = words.addresses;
  const addresses = addressesIn(typed);
  const close = () => askAddresses(undefined);
  return (
    <ModalDialog
      title={say.title}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{words.cancel}</Button>
          <Button type="submit" form={form} kind="primary" disabled={addresses.length === 0}>
            {say.add(addresses.length)}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (addresses.length > 0) void addAddresses(addresses);
        }}
      >
        <label htmlFor={field}>{say.label}</label>
        <textarea
          id={field}
          rows={4}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="https://"
          aria-describedby={detail}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </form>
      <p id={detail} className={styles.detail} aria-live="polite">
        {addresses.length === 0 ? say.detail : say.asks(hostsOf(addresses))}
      </p>
    </ModalDialog>
  );
}
