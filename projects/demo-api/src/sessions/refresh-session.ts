import { setTimeout as wait } from 'node:timers/promises';
import { CLOCK_SKEW_MS } from '../clock.ts';
import type { CheckedProof } from '../dpop/check-proof.ts';
import { newRefreshToken, sha256 } from '../tokens/refresh-token.ts';
import { openSuccessor, sealSuccessor } from '../tokens/sealed-successor.ts';
import { hasEnded, isLive, type Session } from './session.ts';
import { tokenPair, type SessionParts, type TokenPair } from './token-pair.ts';

/** Why a refresh was refused. Only for the log: the client doesn't get the reason. */
export type Refusal =
  | 'unknown_token'
  | 'expired'
  | 'revoked'
  | 'from_the_future'
  | 'no_proof'
  | 'another_key'
  | 'wrong_device'
  | 'no_user'
  | 'race';

/** The result of a refresh. */
export type RefreshResult =
  | { readonly outcome: 'rotated' | 'grace'; readonly session: Session; readonly pair: TokenPair }
  | { readonly outcome: 'refused'; readonly reason: Refusal; readonly session?: Session }
  | { readonly outcome: 'reuse'; readonly session: Session; readonly ended: boolean };

/** What a client sends to refresh its session. */
export interface Presented {
  readonly token: string;
  readonly deviceId: string | undefined;
  readonly proof: CheckedProof | undefined;
}

/** A caller that loses the race reads again and finds its token rotated. It may then wait for its clock once. */
const LOOKS = 3;

/**
 * Exchanges a refresh token for the next one.
 *
 * For a few seconds, the direct predecessor of the live token gets the same successor again: two tabs or a lost
 * response are no theft. Any other spent token ends the family, because the server can't tell the thief from the owner.
 */
export async function refreshSession(
  parts: SessionParts,
  presented: Presented,
): Promise<RefreshResult> {
  for (let look = 0; look < LOOKS; look++) {
    const result = await tryOnce(parts, presented, look < LOOKS - 1);
    if (result) return result;
  }
  return { outcome: 'refused', reason: 'race' };
}

async function tryOnce(
  parts: SessionParts,
  { token, deviceId, proof }: Presented,
  mayWait: boolean,
): Promise<RefreshResult | undefined> {
  const { sessions, clock, tokens } = parts;
  const found = await sessions.findByToken(sha256(token));
  // Read the clock after the store, so that a rotation just found doesn't seem to be in the future.
  const now = clock();
  if (!found) return { outcome: 'refused', reason: 'unknown_token' };
  const { session, position } = found;
  // Check this first: tokens of a session that was signed out or evicted are invalid, but no sign of theft.
  if (!isLive(session, now)) {
    const reason = whyDead(session, now);
    // Permanently: otherwise the session would be live again if the clock were set back.
    if (reason === 'expired') await sessions.revoke(session.id, reason, now);
    return { outcome: 'refused', reason, session };
  }
  // Check the key before a spent token ends the family: a caller without the owner's key must not end the session.
  const stranger = whyStranger(session, proof);
  if (stranger) return { outcome: 'refused', reason: stranger, session };
  await proof?.spend(session.userId);
  const age = now - session.lastUsedAt;
  const mayHaveGrace = position === 'previous' && tokens.graceSeconds > 0;
  // Another process rotated, and its clock is ahead of this one. Wait until this clock has caught up.
  if (mayHaveGrace && age < 0 && age >= -CLOCK_SKEW_MS && mayWait) {
    await wait(-age);
    return undefined;
  }
  const inGrace = mayHaveGrace && age >= 0 && age < tokens.graceSeconds * 1000;
  if (position !== 'current' && !inGrace) {
    const ended = await sessions.revoke(session.id, 'token_reuse', now);
    return { outcome: 'reuse', session, ended };
  }
  if (isOtherDevice(session, deviceId)) {
    return { outcome: 'refused', reason: 'wrong_device', session };
  }
  const user = await parts.users.find(session.userId);
  if (!user) return { outcome: 'refused', reason: 'no_user', session };

  if (inGrace && session.sealedSuccessor) {
    const successor = openSuccessor(session.sealedSuccessor, token);
    return { outcome: 'grace', session, pair: await tokenPair(parts, user, session, successor) };
  }
  const next = newRefreshToken();
  const won = await sessions.rotate({
    tokenHash: sha256(token),
    nextHash: sha256(next),
    sealedSuccessor: sealSuccessor(next, token),
    now,
  });
  if (!won) return undefined;
  // Never bind the session to the caller's key: the caller may be a thief, and the owner's next refresh, which reveals
  // the reuse, would be refused.
  return { outcome: 'rotated', session, pair: await tokenPair(parts, user, session, next) };
}

function whyDead(session: Session, now: number): 'revoked' | 'expired' | 'from_the_future' {
  if (session.revokedAt !== undefined) return 'revoked';
  return hasEnded(session, now) ? 'expired' : 'from_the_future';
}

/** Returns whether the session began on another device than the caller names. */
export function isOtherDevice({ deviceHash }: Session, deviceId: string | undefined): boolean {
  return deviceHash !== undefined && deviceHash !== sha256(deviceId ?? '');
}

/** Returns why the caller lacks the key that the session is bound to, if it does. */
export function whyStranger(
  { keyThumbprint }: Session,
  proof: CheckedProof | undefined,
): 'no_proof' | 'another_key' | undefined {
  if (keyThumbprint === undefined || keyThumbprint === proof?.thumbprint) return undefined;
  return proof === undefined ? 'no_proof' : 'another_key';
}
