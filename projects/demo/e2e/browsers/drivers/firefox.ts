// Firefox, driven over WebDriver BiDi.
import puppeteer, { type Browser, type EvaluateFunc, type Page } from 'puppeteer-core';
import { programOf } from '../../../../../tools/other-browsers.mjs';
import type { Driver, Profile, ProfileOptions, Tab } from './driver';

/** Firefox's preference for "block all cookies", which blocks every kind of storage, and "allow all cookies". */
const COOKIES = 'network.cookie.cookieBehavior';
const BLOCK_ALL = { [COOKIES]: 2 };
const ALLOW_ALL = { [COOKIES]: 0 };

export async function startFirefox(): Promise<Driver> {
  const browser = await launch({});
  return {
    name: await nameOf(browser),
    openProfile: ({ blockStorage, allowForeignCookies }: ProfileOptions = {}) => {
      if (blockStorage) return profileOfItsOwn(BLOCK_ALL);
      return allowForeignCookies ? profileOfItsOwn(ALLOW_ALL) : profileIn(browser);
    },
    close: () => browser.close(),
  };
}

type Preferences = Readonly<Record<string, unknown>>;

function launch(preferences: Preferences): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: programOf('firefox'),
    acceptInsecureCerts: true,
    // Use the size of a user's window: on a small one, a bar may cover the element to click.
    defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: preferences,
  });
}

async function nameOf(browser: Browser): Promise<string> {
  return (await browser.version()).replace('firefox/', 'Firefox ');
}

/** Opens a profile in a browser of its own, because preferences apply to the whole browser. */
async function profileOfItsOwn(preferences: Preferences): Promise<Profile> {
  const browser = await launch(preferences);
  return { ...(await profileIn(browser)), close: () => browser.close() };
}

async function profileIn(browser: Browser): Promise<Profile> {
  const context = await browser.createBrowserContext();
  return {
    openTab: async () => tabOf(await context.newPage()),
    openedBy: async (action) => {
      const opened = new Promise<Page>((resolve) => {
        context.once(
          'targetcreated',
          (target) => void target.page().then((page) => resolve(page!)),
        );
      });
      await action();
      return tabOf(await opened);
    },
    close: () => context.close(),
  };
}

function tabOf(page: Page): Tab {
  const find = async (xpath: string) => {
    // Firefox doesn't paint a background tab, and a click waits for the next frame.
    await page.bringToFront();
    return page.locator(`::-p-xpath(${xpath})`);
  };
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    click: async (xpath) => (await find(xpath)).click(),
    type: async (xpath, text) => (await find(xpath)).fill(text),
    evaluate: <A extends readonly unknown[], R>(script: (...args: A) => R, ...args: A) =>
      page.evaluate(script as unknown as EvaluateFunc<unknown[]>, ...args) as Promise<Awaited<R>>,
    cookies: async () => {
      const cookies = await page.browserContext().cookies();
      return cookies.map(({ name, path, httpOnly = false }) => ({ name, path, httpOnly }));
    },
    close: () => page.close(),
  };
}
