// What index.html says of how the session works, changed for a test.
import type { BrowserContext } from '@playwright/test';

/** Serves the page with another `content` of one of its `<meta>` elements. */
export async function setInPage(
  context: BrowserContext,
  name: 'auth-mode' | 'auth-renewal' | 'auth-binding',
  content: string,
): Promise<void> {
  await context.route(/\/[^.]*$/, async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    const setting = new RegExp(`(<meta name="${name}" content=")[^"]*`);
    const body = (await response.text()).replace(setting, `$1${content}`);
    await route.fulfill({ response, body });
  });
}
