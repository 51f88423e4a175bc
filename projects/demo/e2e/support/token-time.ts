// Time that passes in pages and not in the test: nobody waits for a token to expire.
import type { BrowserContext } from '@playwright/test';

/** The API of these tests gives access tokens for 15 minutes. */
const LONGER_THAN_A_TOKEN = '20:00';

/** Makes the clock of all pages one that a test can set forward. Before that it goes on by itself. */
export function installClock(context: BrowserContext): Promise<void> {
  return context.clock.install();
}

/** Lets so much time pass in every open page that its access token has expired. */
export function passTokenLife(context: BrowserContext): Promise<void> {
  return context.clock.fastForward(LONGER_THAN_A_TOKEN);
}
