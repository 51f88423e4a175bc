import { Observable } from 'rxjs';
import { BenchPage } from './bench-page';

/** Milliseconds for requests that follow one another. The server in memory answers each at once. */
export async function timeSequential(page: BenchPage, count: number) {
  page.server.atOnce = true;
  const start = performance.now();
  for (let sent = 0; sent < count; sent++) {
    const open = settled(page.get());
    if (open) await open;
  }
  const ms = performance.now() - start;
  page.server.atOnce = false;
  return { ms };
}

/** Milliseconds for requests that are all sent before any is answered. */
export async function timeParallel(page: BenchPage, count: number) {
  const start = performance.now();
  await allSettled(page, count);
  return { ms: performance.now() - start };
}

/** Requests that meet 401 together; how long until all are answered with a renewed token. */
export async function timeStorm(page: BenchPage, count: number) {
  const { server } = page;
  server.expireAccessToken();
  const before = server.refreshCalls;
  const start = performance.now();
  const failed = await allSettled(page, count);
  return { ms: performance.now() - start, failed, refreshCalls: server.refreshCalls - before };
}

async function allSettled(page: BenchPage, count: number): Promise<number> {
  let failed = 0;
  let open = count;
  await new Promise<void>((resolve) => {
    const settle = () => {
      if (--open === 0) resolve();
    };
    for (let sent = 0; sent < count; sent++) {
      page.get().subscribe({
        error: () => {
          failed++;
          settle();
        },
        complete: settle,
      });
    }
  });
  return failed;
}

/** Waits for a request, and not at all where it was answered at once: a promise would hide small differences. */
function settled(request: Observable<unknown>): Promise<void> | undefined {
  let over = false;
  let wake: (() => void) | undefined;
  const end = () => {
    over = true;
    wake?.();
  };
  request.subscribe({ error: end, complete: end });
  return over ? undefined : new Promise((resolve) => (wake = resolve));
}
