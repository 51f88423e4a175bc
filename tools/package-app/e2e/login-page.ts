// Uses the login page that `ng add` writes as people do: with mistakes, a password manager, a second tab, a browser
// that blocks storage, a server that wants a second step (F29).
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const USER = 'ada';
const PASSWORD = 'ada-demo-password';

export const LOGIN_PAGE_CHECKS: Readonly<
  Record<string, (page: Page, url: string) => Promise<void>>
> = {
  'an empty field has the focus and the problem': async (page) => {
    await submit(page);
    await expectWrong(page, ['User name', 'Password'], 'User name');
    await page.getByLabel('User name').fill(USER);
    await submit(page);
    await expectWrong(page, ['Password'], 'Password');
    await page.getByLabel('User name').fill('');
    await page.getByLabel('Password').fill(PASSWORD);
    await submit(page);
    await expectWrong(page, ['User name'], 'User name');
  },
  'a wrong password is asked for again': async (page) => {
    await signIn(page, USER, 'wrong');
    await expect(page.getByRole('alert')).toHaveText('User name or password is wrong.');
    await expectWrong(page, ['User name', 'Password'], 'Password');
    await expect(page.getByLabel('User name')).toHaveValue(USER);
    await expect(page.getByLabel('Password')).toHaveValue('');
    await expectAccessible(page);
  },
  'a second step does not look like a wrong password': async (page) => {
    await answerLogin(page, 401, { code: 'MFA_REQUIRED', ticket: 'x' });
    await signIn(page);
    await expect(page.getByRole('alert')).toContainText('second sign-in step');
    await expectWrong(page, []);
  },
  'an answer without a token does not either': async (page) => {
    await answerLogin(page, 200, { twoFactor: true });
    await signIn(page);
    await expect(page.getByRole('alert')).toContainText('second sign-in step');
    await expectWrong(page, []);
  },
  'a server that is down is no fault of a field': async (page) => {
    await page.route('**/api/login', (route) => route.abort());
    await signIn(page);
    await expect(page.getByRole('alert')).toContainText('cannot be reached');
    await expectWrong(page, []);
  },
  'a request under way says so, and is sent once': async (page, url) => {
    let sent = 0;
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/login', async (route) => {
      sent += 1;
      await answered;
      await route.continue();
    });
    await signIn(page);
    const button = page.getByRole('button', { name: 'Signing in' });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    // A browser takes a click on it; Playwright itself would wait until it is enabled.
    await button.dispatchEvent('click');
    answer();
    await expect(page).toHaveURL(`${url}/`);
    expect(sent, 'the login is sent once').toBe(1);
  },
  'a password manager fills it in without an event': async (page, url) => {
    await page.evaluate(
      ([user, password]) => {
        const field = (name: string) =>
          document.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
        field('username').value = String(user);
        field('password').value = String(password);
        document.querySelector('form')!.requestSubmit();
      },
      [USER, PASSWORD],
    );
    await expect(page).toHaveURL(`${url}/`);
  },
  'a sign-in in another tab leads on': async (page, url) => {
    const other = await page.context().newPage();
    await other.goto(`${url}/login`);
    await signIn(other);
    await expect(other).toHaveURL(`${url}/`);
    await expect(page, 'the open login page follows').toHaveURL(`${url}/`);
    await page.goto(`${url}/login`);
    await expect(page, 'a signed-in user is sent on').toHaveURL(`${url}/`);
  },
  'a browser that blocks storage signs in': async (page, url) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException('blocked', 'SecurityError');
          },
        });
      }
    });
    await page.reload();
    await signIn(page);
    await expect(page).toHaveURL(`${url}/`);
  },
  'it can be read by light and in the dark': async (page) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
  },
};

async function signIn(page: Page, user = USER, password = PASSWORD) {
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password').fill(password);
  await submit(page);
}

async function submit(page: Page) {
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Which fields are marked as wrong and described by the problem, and which of them has the focus. */
async function expectWrong(page: Page, wrong: string[], focused?: string) {
  for (const label of ['User name', 'Password']) {
    const field = page.getByLabel(label);
    const isWrong = wrong.includes(label);
    await expect(field, `${label} is marked`).toHaveAttribute('aria-invalid', String(isWrong));
    if (isWrong) await expect(field).toHaveAccessibleDescription(/\S/);
    else await expect(field).not.toHaveAttribute('aria-describedby');
  }
  if (focused) await expect(page.getByLabel(focused)).toBeFocused();
}

async function expectAccessible(page: Page) {
  // The application around the page is what `ng new` writes.
  const { violations } = await new AxeBuilder({ page }).include('form').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

async function answerLogin(page: Page, status: number, json: object) {
  await page.route('**/api/login', (route) => route.fulfill({ status, json }));
}
