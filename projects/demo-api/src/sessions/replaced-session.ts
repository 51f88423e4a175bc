import type { CheckedProof } from '../dpop/check-proof.ts';
import { sha256 } from '../tokens/refresh-token.ts';
import { isOtherDevice, whyStranger } from './refresh-session.ts';
import { isLive, type Session } from './session.ts';
import type { SessionParts } from './token-pair.ts';

/** Who signs in, and with what. */
export interface Login {
  readonly userId: string;
  readonly deviceId: string | undefined;
  readonly proof: CheckedProof | undefined;
}

/**
 * Finds the live session of the cookie that came with a login. The login's answer replaces the cookie, so the browser
 * could never end that session.
 *
 * The caller must show what a refresh would demand, key and device included. The owner of the session needs neither: he
 * has given his password, and may end each of his sessions. A cookie that was rotated before the last refresh doesn't
 * count: it isn't what the browser has now.
 */
export async function findReplaced(
  { sessions, clock }: SessionParts,
  cookie: string | undefined,
  { userId, deviceId, proof }: Login,
): Promise<Session | undefined> {
  if (cookie === undefined) return undefined;
  const found = await sessions.findByToken(sha256(cookie));
  if (!found || found.position === 'older' || !isLive(found.session, clock())) return undefined;
  const { session } = found;
  const mayEnd =
    session.userId === userId ||
    (!whyStranger(session, proof) && !isOtherDevice(session, deviceId));
  return mayEnd ? session : undefined;
}
