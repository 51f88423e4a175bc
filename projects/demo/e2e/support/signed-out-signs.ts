// Detects what a page shows only for a moment.
import type { Page } from '@playwright/test';

/** Signs that only a signed-out visitor should see. */
export const SIGNS = ['login page', 'link to sign in', 'told so'];

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
    ([loginPage, loginLink, told, untouched]) => {
      const text = () => document.body?.innerText ?? '';
      const look = () => {
        if (document.querySelector('demo-login')) window.shownSigns.add(loginPage!);
        if (document.querySelector('demo-header a[href^="/login"]')) {
          window.shownSigns.add(loginLink!);
        }
        if (/not signed in|no user/i.test(text())) window.shownSigns.add(told!);
        if (/not known yet/.test(text())) window.shownSigns.add(untouched!);
      };
      const lookEachFrame = () => {
        look();
        requestAnimationFrame(lookEachFrame);
      };
      window.shownSigns = new Set();
      lookEachFrame();
      const all = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver(look).observe(document, all);
    },
    [...SIGNS, AS_THE_SERVER_LEFT_IT],
  );
  return () => page.evaluate(() => [...window.shownSigns]);
}
