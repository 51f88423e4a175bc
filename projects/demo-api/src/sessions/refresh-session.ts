import { setTimeout as wait } from 'node:timers/promises';
import { CLOCK_SKEW_MS } from '../clock.ts';
import type { CheckedProof } from '../dpop/check-proof.ts';
import { newRefreshToken, sha256 } from '../tokens/refresh-token.ts';
import { openSuccessor, sealSuccessor } from '../tokens/sealed-successor.ts';
import { hasEnded, isLive, type Session } from './session.ts';
import { tokenPair, type SessionParts, type TokenPair } from './token-pair.ts';

/** Why a refresh was refused. For the log only: the client is told nothing. */
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

/** What became of a refresh. */
export type RefreshResult =
  | { readonly outcome: 'rotated' | 'grace'; readonly session: Session; readonly pair: TokenPair }
  | { readonly outcome: 'refused'; readonly reason: Refusal; readonly session?: Session }
  | { readonly outcome: 'reuse'; readonly session: Session; readonly ended: boolean };

/** What a client presents to go on with its session. */
export interface Presented {
  readonly token: string;
  readonly deviceId: string | undefined;
  readonly proof: CheckedProof | undefined;
}

/** A caller that loses the race finds its token spent when it looks again, and may then wait for its clock once. */
const LOOKS = 3;

/**
 * Exchanges a refresh token for the next one.
 *
 * The direct predecessor is answered for a few seconds, with the successor that is already out: two tabs, or an answer
 * that got lost, are no theft. Any other spent token ends the family, for nobody can tell the thief from the owner.
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
  // After the look: a rotation that it saw must not seem to come from the future.
  const now = clock();
  if (!found) return { outcome: 'refused', reason: 'unknown_token' };
  const { session, position } = found;
  // Before anything else: tokens of a session that was signed out or evicted are dead, and no sign of theft.
  if (!isLive(session, now)) {
    const reason = whyDead(session, now);
    // For good: else it would be back when the clock is set back.
    if (reason === 'expired') await sessions.revoke(session.id, reason, now);
    return { outcome: 'refused', reason, session };
  }
  // Before a spent token ends the family: here the owner has the key, and whoever has not must not end anything.
  const stranger = whyStranger(session, proof);
  if (stranger) return { outcome: 'refused', reason: stranger, session };
  await proof?.spend(session.userId);
  const age = now - session.lastUsedAt;
  const mayHaveGrace = position === 'previous' && tokens.graceSeconds > 0;
  // Another process rotated, and its clock is ahead of this one. The age is right once this clock has caught up.
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
  // Never bound to the key of the caller, who may be a thief: that would shut the owner out, and reuse never be seen.
  return { outcome: 'rotated', session, pair: await tokenPair(parts, user, session, next) };
}

function whyDead(session: Session, now: number): 'revoked' | 'expired' | 'from_the_future' {
  if (session.revokedAt !== undefined) return 'revoked';
  return hasEnded(session, now) ? 'expired' : 'from_the_future';
}

/** Did the session begin on a device that the caller does not name? */
export function isOtherDevice({ deviceHash }: Session, deviceId: string | undefined): boolean {
  return deviceHash !== undefined && deviceHash !== sha256(deviceId ?? '');
}

/** Is the session bound to a key that the caller did not show? */
export function whyStranger(
  { keyThumbprint }: Session,
  proof: CheckedProof | undefined,
): 'no_proof' | 'another_key' | undefined {
  if (keyThumbprint === undefined || keyThumbprint === proof?.thumbprint) return undefined;
  return proof === undefined ? 'no_proof' : 'another_key';
}
