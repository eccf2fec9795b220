import { expect, test } from 'vitest';
import { idle } from '../../shared/domain/library.ts';
import { settle, standInApp } from './stand-in.ts';

const running = { ...idle, phase: 'running', total: 9 } as const;
type Phase = 'idle' | 'running' | 'paused';

async function open() {
  const app = standInApp();
  await settle(); // What the page asks at first is answered.
  const phase = async (phase: Phase) => {
    app.tell({ kind: 'ingest-changed', state: { ...running, phase } });
    await settle();
  };
  const view = async (inView: boolean) => {
    app.device.inView = inView;
    if (!inView) app.device.locks.at(-1)?.end(); // As browsers do.
    app.device.listeners.view();
    await settle();
  };
  const screen = () => app.state().power.screen;
  return { ...app, phase, view, screen };
}
const notices = (app: Awaited<ReturnType<typeof open>>) => app.state().toasts.map(({ notice }) => notice.kind);

test('the screen is left alone unless the person wants it on', async () => {
  const app = await open();
  await app.phase('running');
  expect([app.device.locks.length, app.screen()]).toEqual([0, 'free']);
});

test('the screen is kept on while a run goes, not while it is paused, and not afterwards', async () => {
  const app = await open();
  app.actions.changeSettings({ keepScreenOn: true });
  await app.phase('running');
  expect(app.screen()).toBe('kept');
  await app.phase('paused');
  expect([app.screen(), app.device.locks[0]?.released]).toEqual(['free', true]);
  await app.phase('running');
  expect(app.screen()).toBe('kept');
  await app.phase('idle');
  expect([app.screen(), app.device.locks[1]?.released]).toEqual(['free', true]);
});

test('a page that was hidden asks again when it is seen', async () => {
  const app = await open();
  app.actions.changeSettings({ keepScreenOn: true });
  await app.phase('running');
  await app.view(false);
  expect([app.screen(), notices(app)]).toEqual(['free', []]);
  await app.view(true);
  expect([app.screen(), app.device.locks.length]).toEqual(['kept', 2]);
});

test('a refusal is told once a run, and asked again when the page comes into view', async () => {
  const app = await open();
  app.device.refuses = true;
  app.actions.changeSettings({ keepScreenOn: true });
  await app.phase('running');
  await app.phase('running');
  expect([app.screen(), notices(app)]).toEqual(['refused', ['screen-refused']]);
  app.device.refuses = false;
  await app.view(false);
  await app.view(true);
  expect(app.screen()).toBe('kept');
});

test('a screen that the browser lets go while it is in view is a refusal', async () => {
  const app = await open();
  app.actions.changeSettings({ keepScreenOn: true });
  await app.phase('running');
  app.device.locks[0]?.end();
  await settle();
  expect([app.screen(), notices(app)]).toEqual(['refused', ['screen-refused']]);
});

test('on battery the library goes slowly if the person wants it, and is told again when it is a new one', async () => {
  const app = await open();
  const told = () => app.callsOf('ingest-ease').map(({ args }) => (args as { on: boolean }).on); // What the name says.
  await settle();
  app.device.listeners.battery(true);
  expect(told()).toEqual([]);
  app.actions.changeSettings({ slowOnBattery: true });
  expect([told(), app.state().power.slow]).toEqual([[true], true]);
  app.tell({ kind: 'role-changed', writer: true });
  expect(told()).toEqual([true, true]);
  app.device.listeners.battery(false);
  expect(told()).toEqual([true, true, false]);
  app.tell({ kind: 'role-changed', writer: true });
  expect(told()).toEqual([true, true, false]);
});

test('what was chosen is kept', async () => {
  const app = await open();
  app.actions.changeSettings({ keepScreenOn: true, slowOnBattery: true });
  expect(app.kept.get('settings')).toMatchObject({ keepScreenOn: true, slowOnBattery: true });
});
