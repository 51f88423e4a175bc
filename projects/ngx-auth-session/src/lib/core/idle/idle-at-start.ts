import { SessionTokens } from '../tokens/session-tokens';
import { MaybePromise, chain, isPromiseLike } from '../maybe-promise';
import { formatRecord, parseRecord, SessionRecord } from '../session/session-record';
import { PersistedValue, ValueFactory } from '../storage/persisted-value';

/**
 * Opens texts whose session is over if its user was idle for too long while no page was open. Such a session is never taken
 * up: no guard lets a page through for it, and no request carries its token.
 *
 * @param isIdle tells whether the idle time has run out
 * @param ended is given the tokens of a session that has ended so, for the server to be told
 */
export function idleCheckedValues(
  values: ValueFactory,
  isIdle: () => MaybePromise<boolean>,
  ended: (tokens: SessionTokens) => void,
): ValueFactory {
  return (...given) => {
    const openValue = values(...given);
    return Object.assign((key: string) => idleCheckedValue(openValue(key), isIdle, ended), {
      locks: openValue.locks,
    });
  };
}

function idleCheckedValue(
  text: PersistedValue,
  isIdle: () => MaybePromise<boolean>,
  ended: (tokens: SessionTokens) => void,
): PersistedValue {
  let found: string | null = null;
  // Only the session that storage holds at the start can have been left alone. Later ones are looked after.
  let first = true;
  let checking: Promise<void> | null = null;

  function look(): MaybePromise<void> {
    if (checking) return checking;
    found = text.readIfChanged() ?? found;
    const record = first && found ? readAny(found) : null;
    if (!record) return;
    first = false;
    const idle = isIdle();
    if (!isPromiseLike(idle)) return idle ? end(record) : undefined;
    const stored = found;
    found = null;
    const own = Promise.resolve(idle).then((isOver) => {
      // A sign-in has come first.
      if (checking !== own) return;
      checking = null;
      found = stored;
      if (isOver) end(record);
    });
    checking = own;
    return own;
  }

  function end(record: SessionRecord<unknown>): void {
    found = formatRecord({ ...record, tokens: null }, { tokens: true, user: false });
    // The tokens go in any case, also from a storage that is too full for more.
    text.write(null);
    text.write(found);
    ended(record.tokens!);
  }

  return {
    whenReady: () => chain(checking ?? text.whenReady?.(), look),
    onLateAnswer: (read) => text.onLateAnswer?.(() => void chain(look(), () => read())),
    readIfChanged() {
      void look();
      const news = found;
      found = null;
      return news;
    },
    write(next) {
      found = checking = null;
      first = false;
      text.write(next);
    },
  };
}

/** A record with tokens, or with none because a cookie holds them. */
function readAny(text: string): SessionRecord<unknown> | null {
  const read = (tokens: boolean): SessionRecord<unknown> | null =>
    parseRecord(text, { tokens, user: true });
  const record = read(true) ?? read(false);
  return record?.tokens ? record : null;
}
