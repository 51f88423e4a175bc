import { chain, isPromiseLike, MaybePromise } from '../maybe-promise';
import { formatRecord, parseRecord, SessionRecord } from '../session/session-record';
import { PersistedValue, ValueFactory } from '../storage/persisted-value';
import { SessionTokens } from '../tokens/session-tokens';

/**
 * Opens values, and ends a stored session if its user was idle for too long while no page was open. The page never restores such
 * a session: no guard lets the user in, and no request carries its token.
 *
 * @param isIdle returns whether the idle time has elapsed
 * @param onEnded receives the tokens of a session that was ended, so that the server can revoke it
 */
export function idleCheckedValues(
  values: ValueFactory,
  isIdle: () => MaybePromise<boolean>,
  onEnded: (tokens: SessionTokens) => void,
): ValueFactory {
  return (...args) => {
    const openValue = values(...args);
    return Object.assign((key: string) => idleCheckedValue(openValue(key), isIdle, onEnded), {
      locks: openValue.locks,
    });
  };
}

function idleCheckedValue(
  value: PersistedValue,
  isIdle: () => MaybePromise<boolean>,
  onEnded: (tokens: SessionTokens) => void,
): PersistedValue {
  let changed: string | null = null;
  // Only the session that storage contains at the start is checked. The idle timeout of an open page covers later ones.
  let isFirst = true;
  let checking: Promise<void> | null = null;

  function read(): MaybePromise<void> {
    if (checking) return checking;
    changed = value.readIfChanged() ?? changed;
    const record = isFirst && changed ? readActive(changed) : null;
    if (!record) return;
    isFirst = false;
    const idle = isIdle();
    if (!isPromiseLike(idle)) return idle ? end(record) : undefined;
    const stored = changed;
    changed = null;
    const thisCheck = Promise.resolve(idle).then((isTooLong) => {
      // The user signed in during the check.
      if (checking !== thisCheck) return;
      checking = null;
      changed = stored;
      if (isTooLong) end(record);
    });
    checking = thisCheck;
    return thisCheck;
  }

  function end(record: SessionRecord<unknown>): void {
    changed = formatRecord({ ...record, tokens: null }, { tokens: true, user: false });
    // Remove the tokens first: a full storage may refuse the record of the ended session.
    value.write(null);
    value.write(changed);
    onEnded(record.tokens!);
  }

  return {
    whenReady: () => chain(checking ?? value.whenReady?.(), read),
    onLateAnswer: (listener) => value.onLateAnswer?.(() => void chain(read(), () => listener())),
    readIfChanged() {
      void read();
      const result = changed;
      changed = null;
      return result;
    },
    write(next) {
      changed = checking = null;
      isFirst = false;
      value.write(next);
    },
  };
}

/** Returns the record of a session that has not ended, with its tokens in the record or in a cookie; otherwise `null`. */
function readActive(text: string): SessionRecord<unknown> | null {
  const parse = (tokens: boolean): SessionRecord<unknown> | null =>
    parseRecord(text, { tokens, user: true });
  const record = parse(true) ?? parse(false);
  return record?.tokens ? record : null;
}
