import { expect, test } from './support/api-process';
import { panelOf, signInTo } from './support/sign-in';

const LONG_NAME = 'Augusta Ada King, Countess of Lovelace and of much else besides';
const WIDTHS = Array.from({ length: 81 }, (_, index) => 320 + 20 * index);

for (const name of ['Ada Lovelace', LONG_NAME, null]) {
  test(`the header keeps its shape at every width, ${name ? `for ${name}` : 'signed out'}`, async ({
    page,
  }) => {
    // A reload of the page loads the user.
    await page.route('/api/current-user', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), name } });
    });
    await signInTo(page, '/profile');
    await page.reload();
    if (name) await expect(page.getByRole('banner')).toContainText(name);
    else await panelOf(page).signOut();
    const problems: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 700 });
      problems.push(...(await page.evaluate(shapeProblems)).map((text) => `${width}: ${text}`));
    }
    expect(problems).toEqual([]);
  });
}

/** Lists what is wrong with the layout of the header. Runs in the page. */
function shapeProblems(): string[] {
  const header = document.querySelector('demo-header')!;
  const root = document.documentElement;
  const planned =
    parseFloat(getComputedStyle(root).getPropertyValue('--header-height')) *
    parseFloat(getComputedStyle(root).fontSize);
  const problems: string[] = [];
  // The panel below it is sticky at the planned height plus one line.
  const height = header.getBoundingClientRect().height;
  if (Math.abs(height - planned - 1) > 0.5) problems.push(`is ${height} high, not ${planned + 1}`);
  const boxes = [...header.querySelectorAll('.brand, nav a, .who, .button, .theme')]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0);
  const tops = new Set(
    boxes.filter(({ element }) => element.matches('nav a')).map(({ box }) => Math.round(box.top)),
  );
  if (tops.size > 1) problems.push('breaks the navigation');
  for (const [index, { element, box }] of boxes.entries()) {
    const text = element.textContent.trim() || element.className;
    if (box.right > root.clientWidth || box.left < 0) problems.push(`${text} is cut off`);
    if (element.matches('.button') && box.height > 40) problems.push(`${text} breaks`);
    for (const other of boxes.slice(index + 1)) {
      const apart =
        box.right <= other.box.left + 0.5 ||
        other.box.right <= box.left + 0.5 ||
        box.bottom <= other.box.top + 0.5 ||
        other.box.bottom <= box.top + 0.5;
      if (!apart) problems.push(`${text} lies on ${other.element.textContent.trim()}`);
    }
  }
  return problems;
}
