// WebKit with GTK, driven over WebDriver.
import { setTimeout as pause } from 'node:timers/promises';
import { programOf } from '../../../../../tools/other-browsers.mjs';
import { startDisplay } from './display';
import type { Driver, ProfileOptions } from './driver';
import { freePort } from './free-port';
import { startProgram } from './program';
import { profileIn } from './webkit-profile';
import { openSession, type WebDriverSession } from './webdriver';

/** The longest time to wait for an element. */
const PATIENCE_MS = 15_000;

const SETTINGS = {
  // There is no assistive technology and no graphics card.
  NO_AT_BRIDGE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
};

export async function startWebKit(): Promise<Driver> {
  const display = await startDisplay();
  const first = await startSession(display.name);
  await first.stop();
  return {
    name: `WebKitGTK ${first.session.browserVersion}`,
    openProfile: async (options) => {
      const { session, stop } = await startSession(display.name, options);
      return profileIn(session, stop);
    },
    close: () => display.stop(),
  };
}

/** Starts a driver with a browser. A driver has one session, and each session has its own profile. */
async function startSession(
  display: string,
  { blockStorage, allowForeignCookies }: ProfileOptions = {},
): Promise<{ readonly session: WebDriverSession; readonly stop: () => Promise<void> }> {
  const port = await freePort();
  const driver = startProgram(programOf('webKitDriver'), [`--port=${port}`], {
    env: { ...SETTINGS, DISPLAY: display },
  });
  const settings = [
    ...(blockStorage ? ['--enable-html5-local-storage=false'] : []),
    ...(allowForeignCookies ? ['--cookies-policy=always'] : []),
  ];
  const capabilities = {
    acceptInsecureCerts: true,
    timeouts: { implicit: PATIENCE_MS, script: PATIENCE_MS, pageLoad: 2 * PATIENCE_MS },
    'webkitgtk:browserOptions': { args: ['--automation', ...settings] },
  };
  const address = `http://127.0.0.1:${port}`;
  await listens(address);
  const session = await openSession(address, capabilities);
  const stop = async () => {
    await session.command('DELETE', '').catch(() => undefined);
    await driver.stop();
  };
  return { session, stop };
}

async function listens(address: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await fetch(`${address}/status`).catch(() => null))) {
    if (Date.now() > deadline) throw new Error(`WebKitWebDriver does not listen at ${address}.`);
    await pause(50);
  }
}
