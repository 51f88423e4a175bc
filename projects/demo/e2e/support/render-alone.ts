// Renders pages in a process that does nothing else, so it ends unless a rendering leaves something behind: node
// --import tsx render-alone.ts <server.mjs> <cookie> <path>... Prints JSON: the browser APIs that were used, the
// timers that were running when a page was done, and the pages.
import { pathToFileURL } from 'node:url';

const BROWSER_ONLY = [
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'navigator',
  'BroadcastChannel',
];
/** Angular defers work with timers of zero length. */
const LATER_MS = 100;

const [server = '', cookie = '', ...paths] = process.argv.slice(2);
const { render } = (await import(pathToFileURL(server).href)) as {
  render(request: Request): Promise<Response | null>;
};
// Angular checks its environment when it is loaded, at the first rendering.
await page('/');

const touched = new Set<string>();
for (const name of BROWSER_ONLY) {
  Object.defineProperty(globalThis, name, { get: () => void touched.add(name) });
}
const running = new Map<unknown, number>();
const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
const watch =
  (start: (...args: unknown[]) => unknown) =>
  (callback: unknown, ms = 0, ...rest: unknown[]) => {
    const timer = start(callback, ms, ...rest);
    if (ms >= LATER_MS) running.set(timer, ms);
    return timer;
  };
const unwatch = (stop: (timer: never) => void) => (timer: never) => {
  running.delete(timer);
  stop(timer);
};
Object.assign(globalThis, {
  setTimeout: watch(setTimeout as (...args: unknown[]) => unknown),
  setInterval: watch(setInterval as (...args: unknown[]) => unknown),
  clearTimeout: unwatch(clearTimeout),
  clearInterval: unwatch(clearInterval),
});

const pages: Record<string, string | null> = {};
const timers = new Set<number>();
for (const path of paths) {
  pages[path] = await page(path);
  for (const ms of running.values()) timers.add(ms);
}
console.log(JSON.stringify({ touched: [...touched], timers: [...timers], pages }));

async function page(path: string): Promise<string | null> {
  // Nothing listens on this port, so a request of the page fails at once.
  const response = await render(new Request(`http://127.0.0.1:9${path}`, { headers: { cookie } }));
  return response && response.text();
}
