import type { Session } from './session.ts';

/** A row of the sessions table. */
export interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly device_hash: string | null;
  readonly key_thumbprint: string | null;
  readonly device_name: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly last_used_at: number;
  readonly previous_hash: string | null;
  readonly sealed_successor: Buffer | null;
  readonly revoked_at: number | null;
}

/** Converts a row to a session. */
export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    userId: row.user_id,
    deviceHash: row.device_hash ?? undefined,
    keyThumbprint: row.key_thumbprint ?? undefined,
    deviceName: row.device_name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    sealedSuccessor: row.sealed_successor ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  };
}
