import type { Page } from '@playwright/test';
import type { BareApp } from './bare-app/main';
import { expect, test } from './support/api-process';
import { refreshesAt } from './support/open-tabs';

// A refresh token that is used twice ends its session at once.
test.use({
  served: 'dist/demo-bare-app/browser',
  apiEnv: { REFRESH_GRACE_SECONDS: '0' },
  bypassCSP: true,
});

declare global {
  interface Window {
    /** The copies of the application, each with its own Angular and library, in this page. */
    copies: BareApp[];
  }
}

type Command = 'signIn' | 'refresh' | 'signOut' | 'status';

for (const keep of ['local', 'tab', 'cookie']) {
  test(`two bundles in one page share a session with storage ${keep} (F20)`, async ({
    page,
    api,
  }) => {
    await page.goto(`/?keep=${keep}`);
    await loadAgain(page);

    expect(await run(page, 0, 'signIn')).toBe('done');
    await expectBoth(page, 'authenticated');

    // Send requests in both at once, repeatedly: no token may be used twice.
    for (let times = 0; times < 3; times++) {
      const both = await page.evaluate(() =>
        Promise.all(window.copies.map((copy) => copy.refresh())),
      );
      expect(both).toEqual(['done', 'done']);
    }
    const rotated = keep === 'cookie' ? 6 : 3;
    await expect.poll(() => refreshesAt(api)).toEqual({ rotated, grace: 0, refused: 0, reused: 0 });

    expect(await run(page, 1, 'signOut')).toBe('done');
    // The other copy is signed out synchronously.
    expect(await run(page, 0, 'status')).toBe('anonymous');
    expect(await run(page, 1, 'signIn')).toBe('done');
    await expectBoth(page, 'authenticated');

    await page.reload();
    await loadAgain(page);
    await expectBoth(page, 'authenticated');
    expect(await run(page, 1, 'refresh')).toBe('done');
    expect(await run(page, 0, 'refresh')).toBe('done');
    expect(refreshesAt(api).reused).toBe(0);
  });
}

/** Loads the bundle of the application again, as a micro frontend loads its own. */
async function loadAgain(page: Page): Promise<void> {
  await page.waitForFunction(() => window.bareApp);
  await page.evaluate(async () => {
    const first = window.bareApp;
    const { src } = document.querySelector<HTMLScriptElement>('script[type="module"]')!;
    await import(`${src}?copy`);
    while (window.bareApp === first) await new Promise((next) => setTimeout(next, 10));
    window.copies = [first, window.bareApp];
  });
}

function run(page: Page, copy: number, command: Command): Promise<string> {
  return page.evaluate(([index, name]) => window.copies[index]![name](), [copy, command] as const);
}

async function expectBoth(page: Page, status: string): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => window.copies.map((copy) => copy.status())))
    .toEqual([status, status]);
}
