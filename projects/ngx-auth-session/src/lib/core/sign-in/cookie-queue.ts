import { CrossTabLock } from '../tabs/cross-tab-lock';

/** Orders the logins and logouts of a tab. */
export interface CommandQueue {
  /** Runs a login, after those commands that it must wait for. */
  enqueue<T>(login: () => Promise<T>): Promise<T>;
  /** Makes later logins wait for a logout that is in flight. Returns the logout. */
  track<T>(logout: Promise<T>): Promise<T>;
}

/** Runs each login immediately. */
export const noQueue: CommandQueue = { enqueue: (login) => login(), track: (logout) => logout };

/**
 * Creates the queue for cookie mode. The browser keeps the cookie of the response that arrives last, so a login waits for every
 * earlier login and logout of this tab, and for the cross-tab lock.
 */
export function createCookieQueue({ exclusive }: Pick<CrossTabLock, 'exclusive'>): CommandQueue {
  let inFlight: Promise<unknown> | null = null;

  function track<T>(call: Promise<T>): Promise<T> {
    const tracked = (inFlight = Promise.allSettled([inFlight, call]).then(() => {
      if (inFlight === tracked) inFlight = null;
    }));
    return call;
  }

  return {
    track,
    async enqueue(login) {
      while (inFlight) await inFlight;
      return track(exclusive(login));
    },
  };
}
