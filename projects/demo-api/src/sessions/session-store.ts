import type { RevokeReason, Session } from './session.ts';

/** A new session. */
export interface NewSession extends Session {
  readonly tokenHash: string;
}

/** What else happened when a session was added. */
export interface AddedSession {
  /** The ids of the sessions that were ended because there were too many. */
  readonly evicted: readonly string[];
  /** Whether this call ended the session that the new one replaces. */
  readonly replaced: boolean;
}

/** The position of a refresh token in its family: the live one, its direct predecessor, or an earlier one. */
export type TokenPosition = 'current' | 'previous' | 'older';

/** Replaces the live token of a family with the next one. */
export interface Rotation {
  readonly tokenHash: string;
  readonly nextHash: string;
  readonly sealedSuccessor: Buffer;
  readonly now: number;
}

/**
 * Stores sessions. Asynchronous, so that a store outside the process can implement it. Every method is atomic, also
 * against other processes with the same data.
 */
export interface SessionStore {
  /**
   * Adds a session and ends others in the same step: first the one that it replaces, which may belong to another user,
   * then all live sessions of the user if `max` remain.
   */
  add(session: NewSession, max: number, replacedId?: string): Promise<AddedSession>;
  find(id: string): Promise<Session | undefined>;
  findByToken(
    tokenHash: string,
  ): Promise<{ readonly session: Session; readonly position: TokenPosition } | undefined>;
  /** Compares and swaps the live token. Returns `true` for the one caller that rotates it, `false` for all others. */
  rotate(rotation: Rotation): Promise<boolean>;
  /** Returns `true` if this call ended the session, `false` if it had already ended. */
  revoke(id: string, reason: RevokeReason, now: number): Promise<boolean>;
  /** Returns the sessions of a user that have not ended, the last used first. */
  listLive(userId: string, now: number): Promise<Session[]>;
  /** Removes expired sessions and their tokens. */
  removeExpired(now: number): Promise<void>;
}
