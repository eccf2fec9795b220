// Runs within the app's page, and nothing of it outside these functions: how a benchmark sees that something is painted.

/** When results were there, in ms on the page's clock. */
export interface Painted {
  /** The list with its tiles, the answer's own. */
  readonly resultsMs: number;
  /** Each tile in view with its picture. */
  readonly picturesMs: number;
}

/** From the next key on: when the answer to it is painted. To be called before the key, awaited after it.
 * The screen is busy from the key to its answer, which React shows in one go; a frame later it is painted. */
export function watchNextKey(): void {
  let busySeen = false;
  let startMs = 0;
  const results = () => document.querySelector('[role=list][aria-label=Results]');
  const afterFrame = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  window.painted = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const screen = document.querySelector('section[aria-busy]');
      if (startMs === 0 || !screen) return;
      if (screen.getAttribute('aria-busy') === 'true') busySeen = true;
      else if (busySeen && results()) {
        observer.disconnect();
        afterFrame(() => awaitPictures(performance.now() - startMs));
      }
    });
    const inView = ({ top, bottom }: DOMRect) => bottom > 0 && top < innerHeight;
    const awaitPictures = (resultsMs: number) => {
      const items = [...(results()?.querySelectorAll('[role=listitem]') ?? [])].filter((item) => inView(item.getBoundingClientRect()));
      const complete = items.length > 0 && items.every((item) => item.querySelector('img[data-here]'));
      if (complete) resolve({ resultsMs, picturesMs: performance.now() - startMs });
      else afterFrame(() => awaitPictures(resultsMs));
    };
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-busy'] });
    addEventListener('keydown', ({ timeStamp }) => (startMs = timeStamp), { capture: true, once: true });
  });
}

/** From the start of the navigation: types as soon as there is a field, and waits for the answer. To be run before the page's own scripts. */
export function watchStart(): void {
  let typed = false;
  window.started = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const field = document.querySelector<HTMLInputElement>('input[role=searchbox]');
      if (field && !typed && !field.disabled) {
        typed = true;
        const fieldMs = performance.now();
        // As a key does it: React listens for the event, and looks whether the value is another than it set itself.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'a dog by the sea');
        field.dispatchEvent(new Event('input', { bubbles: true }));
        void answered().then((answeredMs) => resolve({ fieldMs, answeredMs }));
      }
    });
    const answered = () =>
      new Promise<number>((tell) => {
        const look = () =>
          document.querySelector('[role=list][aria-label=Results] [role=listitem]') ? tell(performance.now()) : requestAnimationFrame(look);
        look();
      });
    observer.observe(document, { subtree: true, childList: true });
  });
}

declare global {
  interface Window {
    painted: Promise<Painted>;
    started: Promise<{ fieldMs: number; answeredMs: number }>;
  }
}
