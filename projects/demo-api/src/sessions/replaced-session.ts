import type { CheckedProof } from '../dpop/check-proof.ts';
import { sha256 } from '../tokens/refresh-token.ts';
import { isOtherDevice, whyStranger } from './refresh-session.ts';
import { isLive, type Session } from './session.ts';
import type { SessionParts } from './token-pair.ts';

/** The user who signs in, and what came with the login. */
export interface Login {
  readonly userId: string;
  readonly deviceId: string | undefined;
  readonly proof: CheckedProof | undefined;
}

/**
 * Finds the live session of the cookie that came with a login. The response replaces the cookie, so the browser could
 * never end that session itself.
 *
 * The caller must present what a refresh requires, including the key and the device. The owner of the session needs
 * neither: the password is enough to end any of the owner's sessions. A cookie from before the last refresh doesn't
 * count, because the browser no longer has it.
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
