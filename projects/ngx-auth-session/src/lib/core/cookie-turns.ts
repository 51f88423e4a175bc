import { TabCoordinator } from './tab-coordinator';

/** Orders the calls of a tab that sign in and out. */
export interface Turns {
  /** Runs a login: at once, or in its turn. */
  take<T>(login: () => Promise<T>): Promise<T>;
  /** Notes a logout, which goes out at once. */
  note(logout: Promise<unknown>): void;
}

/** Lets each call go out at once. */
export const noTurns: Turns = { take: (login) => login(), note: () => undefined };

/**
 * Makes turns for calls that change a cookie. The browser keeps the cookie of the last answer, so a login waits for every
 * login and logout of this tab, and for the refreshes of other tabs.
 */
export function createCookieTurns({ exclusive }: Pick<TabCoordinator, 'exclusive'>): Turns {
  let changing: Promise<unknown> | null = null;

  function note<T>(call: Promise<T>): Promise<T> {
    const own = (changing = Promise.allSettled([changing, call]).then(() => {
      if (changing === own) changing = null;
    }));
    return call;
  }

  return {
    note: (logout) => void note(logout),
    async take(login) {
      while (changing) await changing;
      return note(exclusive(login));
    },
  };
}
