import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as axeCore from 'axe-core';
import { expect, test } from './browser-test';
import { expectPath, mainText, submitLogin } from './demo-page';
import type { Tab } from './drivers/driver';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe: typeof axeCore;
  }
}

test.use({ pageChanges: { before: AXE } });

test('axe finds no violation on the login page', async ({ open }) => {
  const tab = await open('/login?returnUrl=%2Fprofile');
  await expectAccessible(tab, 'empty');
  await tab.click("//form//button[@type='submit']");
  await expect.poll(() => mainText(tab)).toContain('Enter your user name.');
  await expectAccessible(tab, 'incomplete');
  await submitLogin(tab, 'ada', 'wrong');
  await expect.poll(() => mainText(tab)).toContain('Wrong user name or password.');
  await expectAccessible(tab, 'refused');
  await submitLogin(tab, 'ada');
  await expectPath(tab, '/profile');
});

async function expectAccessible(tab: Tab, state: string): Promise<void> {
  const found = await tab.evaluate(async () => {
    // Wait for transitions, because axe would measure a colour halfway.
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const { violations } = await window.axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
  });
  expect(found, state).toEqual([]);
}
