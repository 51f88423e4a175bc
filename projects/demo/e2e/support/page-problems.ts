// Problems that no page may have.
import type { Page } from '@playwright/test';

/** Collects errors, violations of the content security policy, Angular's warnings and requests to other hosts. */
export function problemsOf(page: Page, origin: string): readonly string[] {
  const problems: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) problems.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted|NG0\d+/i.test(message.text()))
      problems.push(message.text());
  });
  return problems;
}
