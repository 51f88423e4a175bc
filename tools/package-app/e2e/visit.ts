// Uses an application as a visitor does: in a browser, against the real API.
import { expect, type Page } from '@playwright/test';
import { refuseOnce, watchRequests } from './requests';

const PAGE_DATA = ['/api/job-list', '/api/secret-random-number'];

/** Signs in, reloads with a token that the API refuses, goes to a lazy part with another and signs out. */
export async function visit(page: Page, url: string): Promise<void> {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  const requests = watchRequests(page);
  const heading = page.getByRole('heading', { level: 1 });
  const shown = (label: string) => page.getByLabel(label, { exact: true });
  const button = (name: string) => page.getByRole('button', { name });

  await page.goto(`${url}/admin`);
  await expect(heading, 'a guarded page asks to sign in').toHaveText('Sign in');
  await page.getByLabel('User name').fill('ada');
  await page.getByLabel('Password').fill('ada-demo-password');
  await button('Sign in').click();
  await expect(heading, 'the visitor returns to the page with the role').toHaveText('Admin');

  const refused = await refuseOnce(page, PAGE_DATA);
  await page.goto(url);
  await expect(heading, 'the session survives a reload').toHaveText('Profile of ada');
  await expect(shown('Jobs'), 'httpResource brings its value').toHaveText(/^\d+$/);
  await expect(shown('Number'), 'resource brings its value').toHaveText(/^\d+$/);
  expect(refused().sort(), 'both were refused before').toEqual(PAGE_DATA);
  expect(requests.to('/api/refresh-token'), 'one refresh serves both').toHaveLength(1);
  await expect(shown('Asked'), 'an own interceptor in front sees each once').toHaveText('2');
  await expect(shown('Sent'), 'an own interceptor behind sees each sending').toHaveText('4');

  const refusedLazy = await refuseOnce(page, ['/api/users']);
  await page.getByRole('link', { name: 'Reports' }).click();
  await expect(heading, 'the lazy part loads').toHaveText('Reports');
  await expect(shown('Users'), 'its own HttpClient brings its value').toHaveText(/^\d+$/);
  expect(refusedLazy(), 'it was refused before').toEqual(['/api/users']);
  expect(requests.to('/api/refresh-token'), 'one refresh more').toHaveLength(2);
  const lazy = requests.to('/api/users');
  expect(lazy, 'refused, then sent again').toHaveLength(2);
  for (const { headers } of lazy) {
    expect(headers, 'its own interceptor took part').toHaveProperty('x-reports', 'yes');
    expect(headers['authorization'], 'the token is on it').toMatch(/^Bearer \S+$/);
  }

  await page.getByRole('link', { name: 'Profile' }).click();
  await button('Sign out').click();
  await expect(heading, 'signing out leaves the guarded page').toHaveText('Sign in');
  await page.goto(url);
  await expect(heading, 'and stays so').toHaveText('Sign in');
  expect(errors, 'no error in the page').toEqual([]);
}
