import { CrossTabLock } from '../tabs/cross-tab-lock';

/** Orders the calls of a tab that sign in and out. */
export interface CommandQueue {
  /** Runs a login, at once or in its turn. */
  enqueue<T>(login: () => Promise<T>): Promise<T>;
  /** Lets later logins wait for a logout, which goes out at once. Returns it. */
  track<T>(logout: Promise<T>): Promise<T>;
}

/** Lets each call go out at once. */
export const noQueue: CommandQueue = { enqueue: (login) => login(), track: (logout) => logout };

/**
 * Makes turns for calls that change a cookie. The browser keeps the cookie of the last answer, so a login waits for every
 * login and logout of this tab, and for the refreshes of other tabs.
 */
export function createCookieQueue({ exclusive }: Pick<CrossTabLock, 'exclusive'>): CommandQueue {
  let changing: Promise<unknown> | null = null;

  function track<T>(call: Promise<T>): Promise<T> {
    const own = (changing = Promise.allSettled([changing, call]).then(() => {
      if (changing === own) changing = null;
    }));
    return call;
  }

  return {
    track,
    async enqueue(login) {
      while (changing) await changing;
      return track(exclusive(login));
    },
  };
}
