// Changes the settings in index.html for a test.
import type { BrowserContext } from '@playwright/test';

type Setting = 'auth-mode' | 'auth-renewal' | 'auth-binding' | 'auth-idle';

/** Serves the page with another `content` of one of its `<meta>` elements. */
export async function setInPage(
  context: BrowserContext,
  name: Setting,
  content: string,
): Promise<void> {
  await setAllInPage(context, { [name]: content });
}

/** Changes several at once. Only one route can change a page, so a second call would undo the first. */
export async function setAllInPage(
  context: BrowserContext,
  settings: Readonly<Partial<Record<Setting, string>>>,
): Promise<void> {
  await context.route(/\/[^.]*$/, async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    let body = await response.text();
    for (const [name, content] of Object.entries(settings)) {
      body = body.replace(new RegExp(`(<meta name="${name}" content=")[^"]*`), `$1${content}`);
    }
    await route.fulfill({ response, body });
  });
}
