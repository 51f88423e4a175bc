// Detects what a page shows only for a moment.
import type { Page } from '@playwright/test';

/** Signs that only a signed-out visitor should see. */
export const SIGNS = ['login page', 'link to sign in', 'signed-out message'];

/** Proves that the watch began before the browser took over. */
export const AS_THE_SERVER_LEFT_IT = 'as the server left it';

declare global {
  interface Window {
    shownSigns: Set<string>;
  }
}

/**
 * Watches every change and every frame of later pages, from their first bytes. Returns a function that lists the
 * signs that the current page has shown, even for a moment.
 */
export async function watchForSignedOut(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(
    ([loginPage, loginLink, message, untouched]) => {
      const text = () => document.body?.innerText ?? '';
      const check = () => {
        if (document.querySelector('demo-login')) window.shownSigns.add(loginPage!);
        if (document.querySelector('demo-header a[href^="/login"]')) {
          window.shownSigns.add(loginLink!);
        }
        if (/not signed in|no user/i.test(text())) window.shownSigns.add(message!);
        if (/not known yet/.test(text())) window.shownSigns.add(untouched!);
      };
      const checkEachFrame = () => {
        check();
        requestAnimationFrame(checkEachFrame);
      };
      window.shownSigns = new Set();
      checkEachFrame();
      const all = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver(check).observe(document, all);
    },
    [...SIGNS, AS_THE_SERVER_LEFT_IT],
  );
  return () => page.evaluate(() => [...window.shownSigns]);
}
