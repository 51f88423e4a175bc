import { CLOCK_SKEW_MS } from '../clock.ts';

/** Why a session can never be used again. `expired` keeps it so when the clock is set back. */
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
  /** Hash of what the client called its device at login; without one, refreshes need none. */
  readonly deviceHash?: string;
  /** Thumbprint of the key that its tokens are bound to, fixed at login; without one, whoever has them can use them. */
  readonly keyThumbprint?: string;
  /** What to call the device when its owner looks at the list. */
  readonly deviceName: string;
  readonly createdAt: number;
  /** Fixed at login. */
  readonly expiresAt: number;
  /** Time of the login or of the last rotation. */
  readonly lastUsedAt: number;
  /** What only the holder of the direct predecessor can open, see tokens/sealed-successor.ts. */
  readonly sealedSuccessor?: Buffer;
  readonly revokedAt?: number;
}

/** Is the session over? One that is not can be listed and signed out, even if it cannot be used just now. */
export function hasEnded({ revokedAt, expiresAt }: Session, now: number): boolean {
  return revokedAt !== undefined || now >= expiresAt;
}

/**
 * Can the session be used? Not if it began in the future: the clock was set back, so the session would live for longer
 * than its thirty days.
 */
export function isLive(session: Session, now: number): boolean {
  return !hasEnded(session, now) && session.createdAt <= now + CLOCK_SKEW_MS;
}
