/** Runs a function while the page has a `<base>` element, as injected markup could add one. */
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
