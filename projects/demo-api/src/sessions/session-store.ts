import type { RevokeReason, Session } from './session.ts';

/** A session as it begins. */
export interface NewSession extends Session {
  readonly tokenHash: string;
}

/** What else the start of a session did. */
export interface AddedSession {
  /** The ids of the sessions that had to make room. */
  readonly evicted: readonly string[];
  /** Whether this call ended the session that the new one replaces. */
  readonly replaced: boolean;
}

/** Where a refresh token stands in its family: the live one, the one before it, or one that was spent earlier. */
export type TokenPosition = 'current' | 'previous' | 'older';

/** Replaces the live token of a family by the next one. */
export interface Rotation {
  readonly tokenHash: string;
  readonly nextHash: string;
  readonly sealedSuccessor: Buffer;
  readonly now: number;
}

/**
 * Where sessions are kept. Asynchronous, so that a store outside the process can take its place. Every method is atomic
 * also against other processes on the same data.
 */
export interface SessionStore {
  /**
   * Adds a session, and revokes others in the same step: first the one that it replaces, which may be another user's,
   * then all live ones of the user if `max` are left.
   */
  add(session: NewSession, max: number, replacedId?: string): Promise<AddedSession>;
  find(id: string): Promise<Session | undefined>;
  findByToken(
    tokenHash: string,
  ): Promise<{ readonly session: Session; readonly position: TokenPosition } | undefined>;
  /** Compare-and-swap: true for the one caller that spends a live token, false for everybody else. */
  rotate(rotation: Rotation): Promise<boolean>;
  /** True when this call ended the session, false when it had ended before. */
  revoke(id: string, reason: RevokeReason, now: number): Promise<boolean>;
  /** The sessions of a user that have not ended, the latest used first. */
  listLive(userId: string, now: number): Promise<Session[]>;
  /** Forgets sessions that have expired, with their spent tokens. */
  removeExpired(now: number): Promise<void>;
}
