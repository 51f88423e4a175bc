import { randomUUID } from 'node:crypto';
import { newRefreshToken, sha256 } from '../tokens/refresh-token.ts';
import type { User } from '../users/user.ts';
import { deviceName, distinctName } from './device-name.ts';
import type { AddedSession } from './session-store.ts';
import { tokenPair, type SessionParts, type TokenPair } from './token-pair.ts';

/** What a login tells about its device. */
export interface Device {
  readonly deviceId?: string;
  readonly userAgent?: string;
  /** The thumbprint of the key that the login proved. */
  readonly keyThumbprint?: string;
}

/**
 * Starts a session for a user whose password was right, and ends the session that it replaces. If the user already has
 * the maximum number, ends all of the others.
 */
export async function startSession(
  parts: SessionParts,
  user: User,
  { deviceId, userAgent, keyThumbprint }: Device,
  replacedId?: string,
): Promise<AddedSession & { readonly sessionId: string; readonly pair: TokenPair }> {
  const now = parts.clock();
  const refreshToken = newRefreshToken();
  const live = await parts.sessions.listLive(user.id, now);
  const others = live.filter(({ id }) => id !== replacedId);
  // At the maximum, none of the others will remain.
  const taken = others.length < parts.maxSessions ? others.map((other) => other.deviceName) : [];
  const session = {
    id: randomUUID(),
    userId: user.id,
    deviceHash: deviceId === undefined ? undefined : sha256(deviceId),
    keyThumbprint,
    deviceName: distinctName(deviceName(userAgent), taken),
    createdAt: now,
    expiresAt: now + parts.tokens.refreshSeconds * 1000,
    lastUsedAt: now,
    tokenHash: sha256(refreshToken),
  };
  await parts.sessions.removeExpired(now);
  const added = await parts.sessions.add(session, parts.maxSessions, replacedId);
  const pair = await tokenPair(parts, user, session, refreshToken);
  return { ...added, sessionId: session.id, pair };
}
