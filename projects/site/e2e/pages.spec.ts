import { AxeBuilder } from '@axe-core/playwright';
import { builtPages, linkProblem } from './support/site-files';
import { expect, overflowOf, test } from './support/site-test';

/** One page of each kind. */
const KINDS = [
  '',
  'getting-started.html',
  'comparison.html',
  'reference/ngx-auth-session/interfaces/AuthConfig.html',
  'demo/',
];
const WIDTHS = [390, 820, 1280, 1920];

test('every link and image of the site leads to a page, a heading or a file', () => {
  const pages = builtPages();
  const problems = pages.flatMap(({ path, links }) => links.map((link) => linkProblem(path, link)));

  expect(pages.length).toBeGreaterThan(80);
  expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });

    for (const path of KINDS) {
      test(`/${path} is accessible and fits every width`, async ({ page, site }) => {
        await page.goto(site.url + path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          expect(await overflowOf(page), `pixels that ${width} lack`).toBeLessThanOrEqual(0);
          if (width !== 390 && width !== 1280) continue;
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
          ).toEqual([]);
        }
      });
    }
  });
}

for (const [words, path] of [
  ['cookie mode', 'cookie-mode.html'],
  ['withIdleTimeout', 'reference/ngx-auth-session/functions/withIdleTimeout.html'],
  ['supabase', 'migrating-from-supabase-js.html'],
] as const) {
  test(`search for "${words}" finds /${path} without a network`, async ({
    page,
    site,
    context,
  }) => {
    await page.goto(`${site.url}getting-started.html`);
    // The index is a file of the site, and the only one that the search asks for.
    await page.getByRole('button', { name: 'Search' }).click();
    const field = page.getByRole('searchbox');
    await field.fill(words);
    const result = page.getByRole('listbox').locator(`a[href*="${path}"]`).first();
    await expect(result).toBeVisible();
    await context.setOffline(true);
    await field.fill(words.slice(0, -1));
    await expect(result).toBeVisible();
    await context.setOffline(false);
    await result.click();
    await expect(page).toHaveURL(new RegExp(path));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}
