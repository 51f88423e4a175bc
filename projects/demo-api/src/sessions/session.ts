import { CLOCK_SKEW_MS } from '../clock.ts';

/**
 * Why a session can never be used again. `expired` is stored, so that the session stays ended if the clock is set back.
 */
export type RevokeReason =
  | 'logout'
  | 'signed_out_by_user'
  | 'too_many_sessions'
  | 'replaced_by_login'
  | 'token_reuse'
  | 'expired';

/** One login on one device: the family of all refresh tokens that were rotated from it. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** The hash of the device id that the client sent at login. Without one, refreshes need no device id. */
  readonly deviceHash?: string;
  /** The thumbprint of the key that the tokens are bound to, fixed at login. Without one, they are bearer tokens. */
  readonly keyThumbprint?: string;
  /** The name of the device in its owner's list. */
  readonly deviceName: string;
  readonly createdAt: number;
  /** Fixed at login. */
  readonly expiresAt: number;
  /** The time of the login or of the last rotation. */
  readonly lastUsedAt: number;
  /** The successor, encrypted so that only the direct predecessor can open it. See tokens/sealed-successor.ts. */
  readonly sealedSuccessor?: Buffer;
  readonly revokedAt?: number;
}

/**
 * Returns whether the session has ended. A session that hasn't can be listed and signed out, even if it can't be used
 * now.
 */
export function hasEnded({ revokedAt, expiresAt }: Session, now: number): boolean {
  return revokedAt !== undefined || now >= expiresAt;
}

/**
 * Returns whether the session can be used. One that began in the future can't: the clock was set back, so the session
 * would outlive its thirty days.
 */
export function isLive(session: Session, now: number): boolean {
  return !hasEnded(session, now) && session.createdAt <= now + CLOCK_SKEW_MS;
}
