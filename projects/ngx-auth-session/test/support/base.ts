/** Runs something while the page has a `<base>`, as markup could bring it in. */
export async function withBase(href: string, run: () => Promise<void>): Promise<void> {
  const base = document.createElement('base');
  base.href = href;
  document.head.prepend(base);
  try {
    await run();
  } finally {
    base.remove();
  }
}
