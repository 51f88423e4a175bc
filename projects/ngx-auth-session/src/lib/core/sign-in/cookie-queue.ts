import { CrossTabLock } from '../tabs/cross-tab-lock';

/** Orders the calls of a tab that sign in and out. */
export interface CommandQueue {
  /** Runs a login: at once, or in its turn. */
  enqueue<T>(login: () => Promise<T>): Promise<T>;
  /** Notes a logout, which goes out at once. */
  track(logout: Promise<unknown>): void;
}

/** Lets each call go out at once. */
export const noQueue: CommandQueue = { enqueue: (login) => login(), track: () => undefined };

/**
 * Makes turns for calls that change a cookie. The browser keeps the cookie of the last answer, so a login waits for every
 * login and logout of this tab, and for the refreshes of other tabs.
 */
export function createCookieQueue({ exclusive }: Pick<CrossTabLock, 'exclusive'>): CommandQueue {
  let changing: Promise<unknown> | null = null;

  function note<T>(call: Promise<T>): Promise<T> {
    const own = (changing = Promise.allSettled([changing, call]).then(() => {
      if (changing === own) changing = null;
    }));
    return call;
  }

  return {
    track: (logout) => void note(logout),
    async enqueue(login) {
      while (changing) await changing;
      return note(exclusive(login));
    },
  };
}
