// Moves time forward in pages, so that no test waits for a token to expire.
import type { BrowserContext } from '@playwright/test';

/** The access tokens of these tests are valid for 15 minutes. */
const LONGER_THAN_A_TOKEN = '20:00';

/** Installs a clock in all pages that a test can move forward. Until then, it runs as usual. */
export function installClock(context: BrowserContext): Promise<void> {
  return context.clock.install();
}

/** Moves time forward in every open page until its access token has expired. */
export function passTokenLife(context: BrowserContext): Promise<void> {
  return context.clock.fastForward(LONGER_THAN_A_TOKEN);
}
