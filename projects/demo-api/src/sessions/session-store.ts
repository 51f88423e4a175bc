import type { RevokeReason, Session } from './session.ts';

/** A session as it begins. */
export interface NewSession extends Session {
  readonly tokenHash: string;
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
  /** Adds a session. Where the user already has `max` live ones, these are revoked in the same step and returned. */
  add(session: NewSession, max: number): Promise<{ readonly evicted: readonly string[] }>;
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
