// The tabs of one WebKit browser. Its commands apply to one tab at a time, so each waits for the previous one.
import { setTimeout as pause } from 'node:timers/promises';
import type { Cookie, Profile, Tab } from './driver';
import type { Command, WebDriverSession } from './webdriver';

/** The key under which WebDriver returns an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export async function profileIn(
  { command }: WebDriverSession,
  close: () => Promise<void>,
): Promise<Profile> {
  const inTurn = queue();
  const handles = () => command<string[]>('GET', 'window/handles');
  const tabOf = (handle: string) =>
    createTab((work) =>
      inTurn(async () => {
        await command('POST', 'window', { handle });
        return work(command);
      }),
    );
  // The browser starts with a tab. Use it for the first `open()`.
  let [unused] = await handles();
  const newTab = async (): Promise<string> => {
    // The command needs an open tab, and the current one may have been closed.
    const [handle] = await handles();
    await command('POST', 'window', { handle });
    return (await command<{ handle: string }>('POST', 'window/new', { type: 'tab' })).handle;
  };
  return {
    openTab: () =>
      inTurn(async () => {
        const handle = unused ?? (await newTab());
        unused = undefined;
        return tabOf(handle);
      }),
    openedBy: async (action) => {
      const before = await inTurn(handles);
      await action();
      for (;;) {
        const opened = (await inTurn(handles)).find((handle) => !before.includes(handle));
        if (opened) return tabOf(opened);
        await pause(100);
      }
    },
    close,
  };
}

function createTab(run: <T>(work: (command: Command) => Promise<T>) => Promise<T>): Tab {
  return {
    goto: (url) => run((command) => command('POST', 'url', { url })),
    reload: () => run((command) => command('POST', 'refresh')),
    click: (xpath) =>
      run(async (command) => command('POST', `${await find(command, xpath)}/click`)),
    type: (xpath, text) =>
      run(async (command) => {
        const field = await find(command, xpath);
        await command('POST', `${field}/clear`);
        await command('POST', `${field}/value`, { text });
      }),
    evaluate: (script, ...args) => run((command) => evaluate(command, String(script), args)),
    cookies: () => run((command) => command<Cookie[]>('GET', 'cookie')),
    close: () => run((command) => command('DELETE', 'window')),
  };
}

async function find(command: Command, value: string): Promise<string> {
  const found = await command<Record<string, string>>('POST', 'element', { using: 'xpath', value });
  return `element/${found[ELEMENT]}`;
}

async function evaluate<R>(command: Command, script: string, args: readonly unknown[]): Promise<R> {
  // Return what the function returns or throws as data: WebDriver reports little of an error.
  const { value, problem } = await command<{ value: R; problem?: string }>(
    'POST',
    'execute/async',
    {
      script: `const [args, done] = arguments;
      Promise.resolve(args).then((given) => (${script})(...given)).then(
        (value) => done({ value }), (error) => done({ problem: String(error) }));`,
      args: [args],
    },
  );
  if (problem !== undefined) throw new Error(problem);
  return value;
}

/** Returns a function that starts each task when the previous one has ended. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
