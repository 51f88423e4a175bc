import { randomUUID } from 'node:crypto';
import { newRefreshToken, sha256 } from '../tokens/refresh-token.ts';
import type { User } from '../users/user.ts';
import { deviceName, distinctName } from './device-name.ts';
import { tokenPair, type SessionParts, type TokenPair } from './token-pair.ts';

/** What a login says about the device it comes from. */
export interface Device {
  readonly deviceId?: string;
  readonly userAgent?: string;
  /** The key that it proved to hold. */
  readonly keyThumbprint?: string;
}

/** Begins a session for a user whose password was right. One too many ends all the earlier ones. */
export async function startSession(
  parts: SessionParts,
  user: User,
  { deviceId, userAgent, keyThumbprint }: Device,
): Promise<{ sessionId: string; evicted: readonly string[]; pair: TokenPair }> {
  const now = parts.clock();
  const refreshToken = newRefreshToken();
  const others = await parts.sessions.listLive(user.id, now);
  // One too many: none of the others will be left.
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
  const { evicted } = await parts.sessions.add(session, parts.maxSessions);
  const pair = await tokenPair(parts, user, session, refreshToken);
  return { sessionId: session.id, evicted, pair };
}
