// Pictures from addresses: what was typed or pasted, whom that would ask, and asking.

import { AppError } from '../../shared/domain/app-error.ts';
import { addressesIn, originOf } from '../../shared/protocol/addresses.ts';
import type { AppActions } from './actions.ts';
import { addedNotice } from './added-notice.ts';
import type { Rooms } from './rooms.ts';

type Actions = Pick<AppActions, 'askAddresses' | 'addAddresses' | 'askPastedAddresses'>;

export { addressesIn };

/** The hosts that these addresses would ask, once each: `example.org`. */
export const hostsOf = (addresses: readonly string[]): string[] => [
  ...new Set(addresses.map((address) => new URL(originOf(address)).host)),
];

export function createAddresses({ store, library, notify, report }: Rooms): Actions {
  const askAddresses = (text: string | undefined) => store.setState({ addresses: text });
  return {
    askAddresses,
    askPastedAddresses(data) {
      // HTML counts for the pictures in it alone: a page's text may be full of links.
      const html = data.getData('text/html');
      const found = addressesIn(/<img\b/i.test(html) ? html : data.getData('text/plain'));
      if (found.length === 0) return false;
      askAddresses(found.join('\n'));
      return true;
    },
    async addAddresses(urls) {
      askAddresses(undefined);
      try {
        notify(addedNotice(await library.call('urls-add', { urls })));
      } catch (thrown) {
        if (!(thrown instanceof AppError && thrown.code === 'worker-crashed')) report(thrown); // What was asked for is listed as "add again".
      }
    },
  };
}
